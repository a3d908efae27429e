import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { badRequest, notFound, StatusError } from '../StatusError';
import type { ServedStore } from './ServedStore';

/** What the server adds to a namespace that is being made. */
export function newNamespace(object: StoredObject): StoredObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...object.metadata.labels,
        'kubernetes.io/metadata.name': object.metadata.name,
      },
    },
    spec: { finalizers: ['kubernetes'], ...object.spec },
    status: { phase: 'Active' },
  };
}

/** New objects need a namespace that exists and is not going away. */
export function requireActiveNamespace(
  store: ServedStore,
  kind: ResourceKind,
  namespace: string | undefined,
  name: string,
): void {
  if (!namespace) {
    throw badRequest(
      'an empty namespace may not be set during creation of a namespaced object',
    );
  }
  const found = store.get('namespaces', undefined, namespace);
  if (!found) {
    throw notFound(store.registry.kind('namespaces'), namespace);
  }
  if (found.metadata.deletionTimestamp) {
    throw new StatusError(
      403,
      'Forbidden',
      `${kind.resource} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
      {
        name,
        ...(kind.group ? { group: kind.group } : {}),
        kind: kind.plural,
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      },
    );
  }
}

const PROTECTED = ['default', 'kube-system', 'kube-public'];

/** Three namespaces cannot be deleted. */
export function requireDeletable(kind: ResourceKind, name: string): void {
  if (kind.resource === 'namespaces' && PROTECTED.includes(name)) {
    throw new StatusError(
      403,
      'Forbidden',
      `namespaces "${name}" is forbidden: this namespace may not be deleted`,
      { name, kind: 'namespaces' },
    );
  }
}

/** What controllers of a real cluster put into every namespace. */
export function addDefaultContent(store: ServedStore, namespace: string): void {
  const found = store.get('namespaces', undefined, namespace);
  if (!found || found.metadata.deletionTimestamp) {
    return;
  }
  if (!store.get('serviceaccounts', namespace, 'default')) {
    store.create({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    });
  }
}
