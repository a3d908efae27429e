import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { canonicalJson } from '../machinery/names';
import { resourceOf } from '../machinery/resourceOf';
import { find, owned, type Owner } from './ownership';
import { threeWayMerge } from './threeWayMerge';

/** Who writes a release's objects, for field ownership. */
const FIELD_MANAGER = 'helm';
const KEEP = 'helm.sh/resource-policy';

/** How Helm writes objects. */
export interface WriteMethod {
  /** By server-side apply, as Helm 4; else by a patch of its own, as Helm 3. */
  serverSide: boolean;
  /** Takes over fields that somebody else wrote. */
  force: boolean;
}

/** Whether an object asks Helm to leave it. */
export const isKept = (object: NewObject | StoredObject): boolean =>
  object.metadata.annotations?.[KEEP] === 'keep';

/** What says which object it is. */
const key = (object: NewObject) =>
  `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/** Whether an object has all that is wanted of it; what the server filled in does not count. */
function has(live: any, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(live) &&
      live.length === wanted.length &&
      wanted.every((each, index) => has(live[index], each))
    );
  }
  return wanted !== null && typeof wanted === 'object'
    ? Object.entries(wanted).every(([name, each]) => has(live?.[name], each))
    : live === wanted;
}

/** A Job's pods cannot be changed: throws Helm's words. */
function requireChangeable(existing: StoredObject, object: NewObject) {
  if (
    object.kind === 'Job' &&
    !has(existing.spec.template, object.spec.template)
  ) {
    throw new Error(
      `cannot patch "${object.metadata.name}" with kind Job: Job.batch "${object.metadata.name}" is invalid: spec.template: Invalid value: field is immutable`,
    );
  }
}

/** What did not change since the revision before is left as it is in the cluster. */
function patch(
  store: ClusterStore,
  object: NewObject,
  previous: NewObject | undefined,
) {
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

function apply(store: ClusterStore, object: NewObject, force: boolean) {
  try {
    store.apply(object, { manager: FIELD_MANAGER, force });
  } catch (error) {
    const { namespace, name } = object.metadata;
    const subject = `${namespace ?? ''}/${name} ${object.apiVersion}, Kind=${
      object.kind
    }`;
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(
      /^Apply failed with \d+ conflict/.test(message)
        ? `conflict occurred while applying object ${subject}: ${message}`
        : `server-side apply failed for object ${subject}: ${message}`,
    );
  }
}

function put(
  store: ClusterStore,
  object: NewObject,
  previous: NewObject | undefined,
  { serverSide, force }: WriteMethod,
) {
  const existing = find(store, object);
  if (existing) {
    requireChangeable(existing, object);
  }
  if (serverSide) {
    apply(store, object, force);
  } else if (existing) {
    patch(store, object, previous);
  } else {
    store.create(object);
  }
}

const withoutUndefined = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Objects that a revision has and an earlier one had not. */
export function addedObjects(objects: NewObject[], before: NewObject[]) {
  const known = new Set(before.map(key));
  return objects.filter(object => !known.has(key(object)));
}

/** Writes what a release consists of and removes what the revision before had more. Throws Helm's words. */
export function applyRelease(
  store: ClusterStore,
  objects: NewObject[],
  before: NewObject[],
  owner: Owner,
  method: WriteMethod,
): void {
  const previous = new Map(before.map(object => [key(object), object]));
  objects.forEach(object =>
    put(
      store,
      withoutUndefined(owned(object, owner)),
      previous.get(key(object)),
      method,
    ),
  );
  for (const object of addedObjects(before, objects)) {
    const existing = find(store, object);
    if (existing && !isKept(existing)) {
      store.delete(
        resourceOf(object),
        object.metadata.namespace,
        object.metadata.name,
      );
    }
  }
}
