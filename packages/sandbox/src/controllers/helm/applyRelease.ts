import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { canonicalJson } from '../machinery/names';
import { resourceOf } from '../machinery/resourceOf';
import { threeWayMerge } from './threeWayMerge';

const RELEASE_NAME = 'meta.helm.sh/release-name';
const RELEASE_NAMESPACE = 'meta.helm.sh/release-namespace';
const KEEP = 'helm.sh/resource-policy';

interface Owner {
  name: string;
  namespace: string;
}

const find = (store: ClusterStore, object: NewObject) =>
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
      labels: {
        ...object.metadata.labels,
        'app.kubernetes.io/managed-by': 'Helm',
      },
      annotations: {
        ...object.metadata.annotations,
        [RELEASE_NAME]: owner.name,
        [RELEASE_NAMESPACE]: owner.namespace,
      },
    },
  };
}

/** Helm's refusal to take over an object that is not the release's, if there is one. */
export function foreignObject(
  store: ClusterStore,
  objects: NewObject[],
  owner: Owner,
): string | undefined {
  for (const object of objects) {
    const existing = find(store, object);
    const annotations = existing?.metadata.annotations ?? {};
    if (
      existing &&
      (annotations[RELEASE_NAME] !== owner.name ||
        annotations[RELEASE_NAMESPACE] !== owner.namespace)
    ) {
      return `unable to continue with install: ${object.kind} "${object.metadata.name}" in namespace "${object.metadata.namespace}" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: missing key "${RELEASE_NAME}": must be set to "${owner.name}"; annotation validation error: missing key "${RELEASE_NAMESPACE}": must be set to "${owner.namespace}"`;
    }
  }
  return undefined;
}

/** A Job's pods cannot be changed: throws Helm's words. */
function requireChangeable(
  existing: StoredObject,
  object: NewObject,
  previous: NewObject | undefined,
) {
  if (
    object.kind === 'Job' &&
    canonicalJson((previous ?? existing).spec.template) !==
      canonicalJson(object.spec.template)
  ) {
    throw new Error(
      `cannot patch "${object.metadata.name}" with kind Job: Job.batch "${object.metadata.name}" is invalid: spec.template: Invalid value: field is immutable`,
    );
  }
}

/**
 * @param previous - the object as the revision before had it: what did not change since is left as it
 * is in the cluster, with the server's defaults and what others added
 */
function put(
  store: ClusterStore,
  object: NewObject,
  previous: NewObject | undefined,
) {
  const existing = find(store, object);
  if (!existing) {
    store.create(object);
    return;
  }
  requireChangeable(existing, object, previous);
  store.update(
    resourceOf(object),
    object.metadata.namespace,
    object.metadata.name,
    copy => {
      copy.metadata.labels = {
        ...copy.metadata.labels,
        ...object.metadata.labels,
      };
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        ...object.metadata.annotations,
      };
      const changed =
        canonicalJson(previous?.spec) !== canonicalJson(object.spec);
      if (object.spec && changed && object.kind !== 'Job') {
        copy.spec = threeWayMerge(copy.spec, previous?.spec, object.spec);
      }
      if (object.data) {
        copy.data = object.data;
      }
    },
  );
}

const withoutUndefined = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Writes what a release consists of and removes what the revision before had more. Throws Helm's words. */
export function applyRelease(
  store: ClusterStore,
  objects: NewObject[],
  before: NewObject[],
  owner: Owner,
): void {
  const key = (object: NewObject) =>
    `${object.kind}/${object.metadata.namespace}/${object.metadata.name}`;
  const wanted = new Set(objects.map(key));
  const previous = new Map(before.map(object => [key(object), object]));
  objects.forEach(object =>
    put(
      store,
      withoutUndefined(owned(object, owner)),
      previous.get(key(object)),
    ),
  );
  removeRelease(
    store,
    before.filter(object => !wanted.has(key(object))),
  );
}

/** Removes objects of a release, but for those that ask to be kept. */
export function removeRelease(store: ClusterStore, objects: NewObject[]): void {
  for (const object of objects) {
    const existing = find(store, object);
    if (existing && existing.metadata.annotations?.[KEEP] !== 'keep') {
      store.delete(
        resourceOf(object),
        object.metadata.namespace,
        object.metadata.name,
      );
    }
  }
}
