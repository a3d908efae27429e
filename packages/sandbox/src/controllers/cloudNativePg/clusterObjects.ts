import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { commonLabels } from './instanceParts';

/** Services, budgets and the service account of a Cluster. */
export function clusterObjects(cluster: StoredObject): NewObject[] {
  const { name, namespace } = cluster.metadata;
  const { spec } = cluster;
  const metadata = (suffix: string) => ({
    name: `${name}${suffix}`,
    namespace,
    labels: commonLabels(cluster),
    ownerReferences: [controlledBy(cluster)],
  });
  const unwanted: string[] =
    spec.managed?.services?.disabledDefaultServices ?? [];
  const service = (kind: string, selector: object): NewObject[] =>
    unwanted.includes(kind)
      ? []
      : [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: metadata(`-${kind}`),
            spec: {
              type: 'ClusterIP',
              ports: [
                {
                  name: 'postgres',
                  port: 5432,
                  protocol: 'TCP',
                  targetPort: 5432,
                },
              ],
              selector: { 'cnpg.io/cluster': name, ...selector },
            },
          },
        ];
  const budget = (
    suffix: string,
    role: string,
    minAvailable: number,
  ): NewObject => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(suffix),
    spec: {
      minAvailable,
      selector: {
        matchLabels: { 'cnpg.io/cluster': name, 'cnpg.io/instanceRole': role },
      },
    },
  });
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('') },
    ...service('rw', { 'cnpg.io/instanceRole': 'primary' }),
    ...service('ro', { 'cnpg.io/instanceRole': 'replica' }),
    ...service('r', { 'cnpg.io/podRole': 'instance' }),
    ...(spec.enablePDB === false
      ? []
      : [
          budget('-primary', 'primary', 1),
          // With two replicas or more all but one have to stay.
          ...(spec.instances > 2
            ? [budget('', 'replica', spec.instances - 2)]
            : []),
        ]),
  ];
}
