import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isControlledBy } from '../machinery/ownerReference';
import { isReady } from '../workloads/podFromTemplate';

export const CLUSTERS = 'clusters.postgresql.cnpg.io';
/** Set while an instance has never been ready. */
export const PVC_STATUS = 'cnpg.io/pvcStatus';
/** Asks for a restart of every instance, as `kubectl cnpg restart` does. */
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
/** How many serial numbers beyond the wanted ones may be in use: gaps are filled first. */
const SPARE_SERIALS = 2;

/** One PostgreSQL instance: its volume, and its pod when there is one. */
export interface Instance {
  name: string;
  serial: number;
  volume: StoredObject;
  pod?: StoredObject;
  ready: boolean;
  /** Still being made: it has never been ready. */
  initialising: boolean;
}

/** The instances of a Cluster by serial number. Looks at their names only, however many there are around. */
export function instancesOf(
  store: ClusterStore,
  cluster: StoredObject,
): Instance[] {
  const { namespace, name } = cluster.metadata;
  const highest =
    Math.max(cluster.spec.instances ?? 1, cluster.status?.instances ?? 0) +
    SPARE_SERIALS;
  const found: Instance[] = [];
  for (let serial = 1; serial <= highest; serial += 1) {
    const instance = `${name}-${serial}`;
    const volume = store.get('persistentvolumeclaims', namespace, instance);
    if (volume && isControlledBy(volume, cluster)) {
      const pod = store.get('pods', namespace, instance);
      const isOwn = pod && isControlledBy(pod, cluster);
      found.push({
        name: instance,
        serial,
        volume,
        ...(isOwn ? { pod } : {}),
        ready: Boolean(isOwn && isReady(pod)),
        initialising:
          volume.metadata.annotations?.[PVC_STATUS] === 'initializing',
      });
    }
  }
  return found;
}

/** Names of the Secrets a Cluster's passwords come from. */
export function credentialSecrets(cluster: StoredObject) {
  const { name } = cluster.metadata;
  const { spec } = cluster;
  const bootstrap =
    spec.bootstrap?.initdb ??
    spec.bootstrap?.recovery ??
    spec.bootstrap?.pg_basebackup ??
    {};
  const database: string = bootstrap.database ?? 'app';
  return {
    database,
    owner: (bootstrap.owner ?? database) as string,
    application: (bootstrap.secret?.name ?? `${name}-app`) as string,
    superuser: (spec.superuserSecret?.name ?? `${name}-superuser`) as string,
    applicationIsNamed: Boolean(bootstrap.secret?.name),
    superuserIsNamed: Boolean(spec.superuserSecret?.name),
  };
}

/** Whether somebody stopped an instance with `kubectl cnpg fencing on`. */
export function isFenced(cluster: StoredObject, instance: string): boolean {
  const text = cluster.metadata.annotations?.['cnpg.io/fencedInstances'];
  try {
    const fenced: unknown = JSON.parse(text ?? '[]');
    return (
      Array.isArray(fenced) &&
      (fenced.includes('*') || fenced.includes(instance))
    );
  } catch {
    // People type it by hand.
    return false;
  }
}
