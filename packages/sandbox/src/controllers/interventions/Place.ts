import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

/** Names an object of a cluster. */
export interface Place {
  namespace: string;
  name: string;
}

/** As disturbances name an object. */
export const pathOf = ({ namespace, name }: Place) => `${namespace}/${name}`;

/** The object, or one sentence that says what is not there. */
export function present(
  store: ClusterStore,
  resource: string,
  { namespace, name }: Place,
  what: string,
): StoredObject {
  const object = store.get(resource, namespace, name);
  return object ?? missing(what, { namespace, name });
}

/** Throws one sentence that says what is not there. */
export function missing(what: string, place: Place): never {
  throw new Error(`There is no ${what} ${pathOf(place)} in the sandbox.`);
}
