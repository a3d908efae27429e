import type { StoredObject } from '../apiserver/ClusterStore';
import type { ServedStore } from '../apiserver/store/ServedStore';

const EVENTS = 'events';

/** Everything in a cluster whose name or namespace has a word such as `-0001` in it, and its volumes. */
export function originalsIn(store: ServedStore, word: string): StoredObject[] {
  const names = new RegExp(`${word}(?!\\d)`);
  return store.registry.kinds
    .filter(({ resource }) => resource !== EVENTS)
    .flatMap(kind => store.objects(kind))
    .filter(({ metadata, spec }) =>
      [metadata.name, metadata.namespace, spec?.claimRef?.namespace].some(
        name => names.test(name ?? ''),
      ),
    );
}
