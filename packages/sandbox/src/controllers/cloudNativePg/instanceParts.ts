import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { operandImage } from './operandImage';

/** Labels of everything that belongs to a Cluster. */
export function commonLabels(cluster: StoredObject): Record<string, string> {
  const { name } = cluster.metadata;
  return {
    'app.kubernetes.io/component': 'database',
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'cloudnative-pg',
    'app.kubernetes.io/name': 'postgresql',
    'app.kubernetes.io/version': String(operandImage(cluster).major),
    'cnpg.io/cluster': name,
  };
}

/** What an instance is: `unhealthy` is an old primary while another takes over. */
export type Role = 'primary' | 'replica' | 'unhealthy';

/** Labels of a pod or volume by its role; `role` is the name from before. */
export function roleLabels(role: Role): Record<string, string> {
  return { 'cnpg.io/instanceRole': role, role };
}

/** What the pod and the volumes of an instance have in common. */
export function partMetadata(
  cluster: StoredObject,
  part: { name: string; instance: string; role: Role },
  own: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
  },
): NewObject['metadata'] {
  const { name, instance, role } = part;
  return {
    name,
    namespace: cluster.metadata.namespace,
    labels: {
      ...commonLabels(cluster),
      ...roleLabels(role),
      'cnpg.io/instanceName': instance,
      ...own.labels,
    },
    annotations: {
      'cnpg.io/nodeSerial': instance.slice(cluster.metadata.name.length + 1),
      ...own.annotations,
    },
    ownerReferences: [controlledBy(cluster)],
  };
}
