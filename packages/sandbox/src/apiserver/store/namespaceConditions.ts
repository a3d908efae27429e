import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';

/** What of one kind is still in a namespace. */
export interface Remaining {
  kind: ResourceKind;
  objects: StoredObject[];
}

interface NamespaceCondition {
  type: string;
  status: 'True' | 'False';
  lastTransitionTime: string;
  reason: string;
  message: string;
}

function counted(contents: Remaining[]): string {
  return contents
    .map(
      ({ kind, objects }) =>
        `${kind.plural}.${kind.group} has ${objects.length} resource instances`,
    )
    .sort()
    .join(', ');
}

function held(contents: Remaining[]): string {
  const counts = new Map<string, number>();
  for (const { metadata } of contents.flatMap(({ objects }) => objects)) {
    for (const finalizer of metadata.finalizers ?? []) {
      counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([name, count]) => `${name} in ${count} resource instances`)
    .sort()
    .join(', ');
}

/** The five conditions of a namespace that is going, by what is left in it. */
export function terminationConditions(
  contents: Remaining[],
  earlier: NamespaceCondition[] = [],
  now: string,
): NamespaceCondition[] {
  const remaining = counted(contents);
  const finalizers = held(contents);
  const found: Array<[string, boolean, string, string]> = [
    [
      'NamespaceDeletionDiscoveryFailure',
      false,
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      false,
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ],
    remaining
      ? [
          'NamespaceContentRemaining',
          true,
          'SomeResourcesRemain',
          `Some resources are remaining: ${remaining}`,
        ]
      : [
          'NamespaceContentRemaining',
          false,
          'ContentRemoved',
          'All content successfully removed',
        ],
    finalizers
      ? [
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${finalizers}`,
        ]
      : [
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ],
  ];
  return found.map(([type, isTrue, reason, message]) => {
    const status = isTrue ? 'True' : 'False';
    const before = earlier.find(condition => condition.type === type);
    const lastTransitionTime =
      before?.status === status ? before.lastTransitionTime : now;
    return { type, status, lastTransitionTime, reason, message };
  });
}
