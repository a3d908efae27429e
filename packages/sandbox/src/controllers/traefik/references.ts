import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { Reference, Router } from './Router';

const OWN = '@kubernetescrd';

/** Where a reference leads, or why Traefik does not follow it. */
export type Resolved =
  | { object: StoredObject }
  /** Something of another provider, which the sandbox does not have. */
  | { problem: string };

/**
 * Follows a reference from a route: by name, to another namespace only when that is allowed, or as
 * `<namespace>-<name>@kubernetescrd`.
 */
export function resolve(
  store: ClusterStore,
  resource: string,
  reference: Reference,
  from: Pick<Router, 'namespace'>,
  allowCrossNamespace: boolean,
): Resolved {
  const { name } = reference;
  if (name.includes('@')) {
    return ofProvider(store, resource, name, allowCrossNamespace);
  }
  const namespace = reference.namespace || from.namespace;
  if (namespace !== from.namespace && !allowCrossNamespace) {
    return {
      problem: `${resource} ${namespace}/${name} is not in the parent resource namespace ${from.namespace}`,
    };
  }
  const object = store.get(resource, namespace, name);
  return object
    ? { object }
    : { problem: `${resource} ${namespace}/${name} not found` };
}

function ofProvider(
  store: ClusterStore,
  resource: string,
  name: string,
  allowCrossNamespace: boolean,
): Resolved {
  if (!name.endsWith(OWN)) {
    return { problem: `${name}: there is no such provider` };
  }
  if (!allowCrossNamespace) {
    return {
      problem: `${name}: namespace-name@kubernetescrd format is not allowed when crossnamespace is disallowed`,
    };
  }
  const joined = name.slice(0, -OWN.length);
  // Both parts may hold a dash: every place to cut is tried.
  for (const { index } of joined.matchAll(/-/g)) {
    const object = store.get(
      resource,
      joined.slice(0, index),
      joined.slice(index + 1),
    );
    if (object) {
      return { object };
    }
  }
  return { problem: `${name} does not exist` };
}
