import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { resourceOf } from '../machinery/resourceOf';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const RELEASE_NAME = 'meta.helm.sh/release-name';
const RELEASE_NAMESPACE = 'meta.helm.sh/release-namespace';

/** The release that objects belong to. */
export interface Owner {
  name: string;
  namespace: string;
}

/** An object as it is in the cluster. */
export const find = (store: ClusterStore, object: NewObject) =>
  store.get(
    resourceOf(object),
    object.metadata.namespace,
    object.metadata.name,
  );

/** An object with the marks of the release it belongs to. */
export function owned(object: NewObject, owner: Owner): NewObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: { ...object.metadata.labels, [MANAGED_BY]: 'Helm' },
      annotations: {
        ...object.metadata.annotations,
        [RELEASE_NAME]: owner.name,
        [RELEASE_NAMESPACE]: owner.namespace,
      },
    },
  };
}

/** What Helm misses in an object's marks, in its words. */
function complaints(existing: StoredObject, owner: Owner): string[] {
  const { labels = {}, annotations = {} } = existing.metadata;
  const expected: Array<[string, Record<string, string>, string, string]> = [
    ['label', labels, MANAGED_BY, 'Helm'],
    ['annotation', annotations, RELEASE_NAME, owner.name],
    ['annotation', annotations, RELEASE_NAMESPACE, owner.namespace],
  ];
  return expected
    .filter(([, marks, key, value]) => marks[key] !== value)
    .map(([kind, marks, key, value]) =>
      marks[key] === undefined
        ? `${kind} validation error: missing key "${key}": must be set to "${value}"`
        : `${kind} validation error: key "${key}" must equal "${value}": current value is "${marks[key]}"`,
    );
}

/** Helm's refusal to take over an object that is not the release's, if there is one. */
export function foreignObject(
  store: ClusterStore,
  objects: NewObject[],
  owner: Owner,
  doing: 'install' | 'update',
): string | undefined {
  for (const object of objects) {
    const existing = find(store, object);
    const missing = existing ? complaints(existing, owner) : [];
    if (missing.length > 0) {
      return `Unable to continue with ${doing}: ${object.kind} "${
        object.metadata.name
      }" in namespace "${
        object.metadata.namespace ?? ''
      }" exists and cannot be imported into the current release: invalid ownership metadata; ${missing.join(
        '; ',
      )}`;
    }
  }
  return undefined;
}
