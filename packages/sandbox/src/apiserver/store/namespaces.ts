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

/** The conditions of a namespace whose content does not go away. */
export function remainingContentConditions(
  contents: Array<{ kind: ResourceKind; objects: StoredObject[] }>,
  now: string,
): unknown[] {
  const remaining = contents
    .map(
      ({ kind, objects }) =>
        `${kind.plural}.${kind.group} has ${objects.length} resource instances`,
    )
    .join(', ');
  const finalizers = new Map<string, number>();
  for (const { objects } of contents) {
    for (const { metadata } of objects) {
      for (const finalizer of metadata.finalizers ?? []) {
        finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
      }
    }
  }
  const holding = [...finalizers]
    .map(([name, count]) => `${name} in ${count} resource instances`)
    .join(', ');
  const condition = (
    type: string,
    status: 'True' | 'False',
    reason: string,
    message: string,
  ) => ({ type, status, lastTransitionTime: now, reason, message });
  return [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    condition(
      'NamespaceContentRemaining',
      'True',
      'SomeResourcesRemain',
      `Some resources are remaining: ${remaining}`,
    ),
    condition(
      'NamespaceFinalizersRemaining',
      holding ? 'True' : 'False',
      holding ? 'SomeFinalizersRemain' : 'ContentHasNoFinalizers',
      holding
        ? `Some content in the namespace has finalizers remaining: ${holding}`
        : 'All content-preserving finalizers finished',
    ),
  ];
}
