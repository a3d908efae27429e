import type { NewObject } from '../ClusterStore';
import { definitionSchema } from '../schemas/definitionSchema';
import { schemaOf } from '../schemas/schemaOf';
import type { ResourceKind } from './ResourceKind';

/** The definition of a custom kind that a cluster has from the start. */
export function customResourceDefinition(
  kind: ResourceKind,
  now: string,
): NewObject {
  const names = {
    plural: kind.plural,
    singular: kind.singular,
    kind: kind.kind,
    listKind: `${kind.kind}List`,
    ...(kind.shortNames.length > 0 ? { shortNames: kind.shortNames } : {}),
    ...(kind.categories.length > 0 ? { categories: kind.categories } : {}),
  };
  const schema = schemaOf(kind);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: kind.resource },
    spec: {
      group: kind.group,
      names,
      scope: kind.namespaced ? 'Namespaced' : 'Cluster',
      conversion: { strategy: 'None' },
      versions: [
        {
          name: kind.version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: schema
              ? definitionSchema(schema)
              : {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
          },
          ...(kind.hasStatus ? { subresources: { status: {} } } : {}),
          ...(kind.columns
            ? {
                additionalPrinterColumns: kind.columns.map(
                  ({ path, ...column }) => ({ ...column, jsonPath: path }),
                ),
              }
            : {}),
        },
      ],
    },
    status: {
      acceptedNames: names,
      storedVersions: [kind.version],
      conditions: ['NamesAccepted', 'Established'].map(type => ({
        type,
        status: 'True',
        lastTransitionTime: now,
        reason: type === 'Established' ? 'InitialNamesAccepted' : 'NoConflicts',
        message:
          type === 'Established'
            ? 'the initial names have been accepted'
            : 'no conflicts found',
      })),
    },
  };
}
