import type { StoredObject } from '../ClusterStore';

const WITH_ADDRESS = ['ClusterIP', 'NodePort', 'LoadBalancer'];

/** A Service that is written without its address keeps the one it has. */
function keepAddress(spec: any, before: any): void {
  if (
    WITH_ADDRESS.includes(spec.type ?? 'ClusterIP') &&
    WITH_ADDRESS.includes(before.type) &&
    !spec.clusterIP
  ) {
    for (const field of ['clusterIP', 'clusterIPs']) {
      if (before[field] !== undefined) {
        spec[field] = before[field];
      }
    }
  }
}

/** Puts back what a client may leave out of an update and the server gave. Changes the object. */
export function keepFromBefore(
  resource: string,
  object: StoredObject,
  before: StoredObject | undefined,
): void {
  if (resource === 'services' && object.spec && before?.spec) {
    keepAddress(object.spec, before.spec);
  }
}
