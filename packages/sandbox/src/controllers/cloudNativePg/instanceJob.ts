import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { archiverSidecar } from './instancePod';
import { commonLabels } from './instanceParts';
import { operandImage } from './operandImage';
import { archiver } from './plugins';

/** How an instance's volume is filled, or its data moved to a new major version. */
export type JobRole =
  | 'initdb'
  | 'full-recovery'
  | 'pgbasebackup'
  | 'join'
  | 'major-upgrade';

/** The roles of Jobs that fill an instance's volume. */
export const FILLING: JobRole[] = [
  'initdb',
  'full-recovery',
  'pgbasebackup',
  'join',
];

/** How the first instance of a Cluster comes about. */
export function bootstrapRole({ spec }: StoredObject): JobRole {
  if (spec.bootstrap?.recovery) {
    return 'full-recovery';
  }
  return spec.bootstrap?.pg_basebackup ? 'pgbasebackup' : 'initdb';
}

export const jobName = (instance: string, role: JobRole) =>
  `${instance}-${role}`;

/** The Job that does something to an instance's volume. */
export function instanceJob(
  cluster: StoredObject,
  instance: string,
  role: JobRole,
): NewObject {
  const { spec, metadata } = cluster;
  const labels = {
    ...commonLabels(cluster),
    'cnpg.io/instanceName': instance,
    'cnpg.io/jobRole': role,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(instance, role),
      namespace: metadata.namespace,
      labels,
      ownerReferences: [controlledBy(cluster)],
    },
    spec: {
      backoffLimit: 6,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          serviceAccountName: metadata.name,
          nodeSelector: spec.affinity?.nodeSelector,
          tolerations: spec.affinity?.tolerations,
          ...(archiver(cluster) ? { initContainers: [archiverSidecar()] } : {}),
          containers: [
            { name: role, image: operandImage(cluster).image, resources: {} },
          ],
          volumes: [
            { name: 'pgdata', persistentVolumeClaim: { claimName: instance } },
          ],
        },
      },
    },
  };
}
