import type { ClusterStore } from '../../apiserver/ClusterStore';
import { resourceOf } from '../machinery/resourceOf';
import { isKept } from './applyRelease';
import { find, type Owner } from './ownership';
import { forgetRelease, latestRelease, writeRelease } from './releaseRecord';

/** How often Helm looks whether everything is gone. */
const LOOKING_AGAIN = 1000;

/**
 * `helm uninstall --wait`: what the release has goes, but for what its chart asks to keep. What does not
 * go in time stays, and the release is forgotten all the same.
 *
 * @param patience - milliseconds
 * @returns what it writes
 */
export function* uninstallRelease(
  store: ClusterStore,
  { name, namespace }: Owner,
  patience: number,
): Generator<number, string[]> {
  const latest = latestRelease(store, name, namespace);
  if (!latest) {
    return [
      `Error: uninstall: Release not loaded: ${name}: release: not found`,
    ];
  }
  writeRelease(store, { ...latest, status: 'uninstalling' });
  const leaving = latest.objects.filter(object => !isKept(object));
  for (const object of leaving) {
    store.delete(
      resourceOf(object),
      object.metadata.namespace,
      object.metadata.name,
    );
  }
  const left = () => leaving.filter(object => find(store, object));
  for (
    let waited = 0;
    left().length > 0 && waited < patience;
    waited += LOOKING_AGAIN
  ) {
    yield LOOKING_AGAIN;
  }
  const stuck = left();
  forgetRelease(store, name, namespace);
  return stuck.length > 0
    ? [
        `Error: uninstallation completed with 1 error(s): resources still exist: ${stuck
          .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
          .join(', ')}: context deadline exceeded`,
      ]
    : [`release "${name}" uninstalled`];
}
