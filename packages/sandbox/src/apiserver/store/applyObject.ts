import { fillDefaults } from '../admission/defaults';
import type { NewObject, StoredObject } from '../ClusterStore';
import { applyIntent } from '../fields/apply';
import { shapeOf } from '../fields/shapeOf';
import type { ResourceKind } from '../resources/ResourceKind';
import { copy } from './json';
import type { ServedStore } from './ServedStore';

/** Server-side apply from inside, under a field manager's own name; throws 409 as the server would answer. */
export function applyObject(
  store: Pick<ServedStore, 'get' | 'insert' | 'replace'>,
  kind: ResourceKind,
  object: NewObject,
  options: { manager: string; force: boolean; now: string },
): StoredObject {
  const { namespace, name } = object.metadata;
  const live = store.get(kind.resource, namespace, name);
  const next = applyIntent({
    live,
    intent: copy(object) as StoredObject,
    writer: {
      manager: options.manager,
      operation: 'Apply',
      apiVersion: kind.apiVersion,
    },
    shape: shapeOf(kind),
    force: options.force,
    now: options.now,
    complete: merged => {
      const completed = copy(merged);
      fillDefaults(kind.resource, completed);
      return completed;
    },
  });
  return live ? store.replace(kind, live, next) : store.insert(kind, next);
}
