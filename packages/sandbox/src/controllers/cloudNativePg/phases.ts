import type { StoredObject } from '../../apiserver/ClusterStore';
import { isFenced, type Instance } from './facts';
import { bootstrapRole } from './instanceJob';

/** Phases as CloudNativePG writes them. */
export const PHASE = {
  settingUp: 'Setting up primary',
  creatingReplica: 'Creating a new replica',
  healthy: 'Cluster in healthy state',
  failingOver: 'Failing over',
  switchover: 'Switchover in progress',
  waiting: 'Waiting for the instances to become active',
  waitingForUser: 'Waiting for user action',
  upgrading: 'Upgrading cluster',
  majorUpgrade: 'Upgrading Postgres major version',
  restartInPlace: 'Primary instance is being restarted in-place',
  restartByDeletion: 'Primary instance is being restarted without a switchover',
  noSpace: 'Not enough disk space',
  invalid: 'Invalid cluster definition',
  imageCatalog: 'Cluster has incomplete or invalid image catalog',
  objects: 'Unable to create required cluster objects',
  unknownPlugin:
    'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
} as const;

/** Phase and reason. */
export interface Phase {
  phase: string;
  phaseReason?: string;
}

const FIRST_REASON = {
  initdb: 'initdb',
  'full-recovery': 'recovery',
  pgbasebackup: 'pg_basebackup',
};

/** What the phase is when nothing moves the primary and nothing is replaced. */
export function restingPhase(
  cluster: StoredObject,
  instances: Instance[],
): Phase {
  const { name } = cluster.metadata;
  if (!cluster.status?.currentPrimary) {
    const role = bootstrapRole(cluster) as keyof typeof FIRST_REASON;
    return {
      phase: PHASE.settingUp,
      phaseReason: `Creating primary instance ${name}-1 (${FIRST_REASON[role]})`,
    };
  }
  const joining = instances.find(instance => instance.initialising);
  if (joining || instances.length < cluster.spec.instances) {
    return {
      phase: PHASE.creatingReplica,
      phaseReason: `Creating replica ${joining?.name ?? ''}-join`,
    };
  }
  // An instance that is fenced goes on telling how it is, so that nobody waits for it.
  const awaited = instances.some(
    instance =>
      !instance.ready && !(instance.pod && isFenced(cluster, instance.name)),
  );
  return awaited
    ? {
        phase: PHASE.waiting,
        phaseReason: 'Some instances are not yet active. Please wait.',
      }
    : { phase: PHASE.healthy };
}
