import type { StoredObject } from '../../apiserver/ClusterStore';
import { withCondition, type Condition } from '../machinery/conditions';
import { archiver, operandImage, type Instance } from './facts';

/** Phases as CloudNativePG writes them. */
export const PHASE = {
  settingUp: 'Setting up primary',
  creatingReplica: 'Creating a new replica',
  healthy: 'Cluster in healthy state',
  failingOver: 'Failing over',
  switchover: 'Switchover in progress',
  waiting: 'Waiting for the instances to become active',
  upgrading: 'Upgrading cluster',
  unknownPlugin:
    'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
} as const;

/** Phase and reason. */
export interface Phase {
  phase: string;
  phaseReason?: string;
}

/** What the phase is when nothing moves the primary. */
export function restingPhase(
  cluster: StoredObject,
  instances: Instance[],
): Phase {
  if (!cluster.status?.currentPrimary) {
    return {
      phase: PHASE.settingUp,
      phaseReason: `Creating primary instance ${cluster.metadata.name}-1`,
    };
  }
  const joining = instances.find(instance => instance.initialising);
  if (joining || instances.length < cluster.spec.instances) {
    const name = joining?.name ?? '';
    return {
      phase: PHASE.creatingReplica,
      phaseReason: `Creating replica ${name}-join`,
    };
  }
  if (instances.some(instance => !instance.ready)) {
    return {
      phase: PHASE.waiting,
      phaseReason: 'Some instances are not yet active. Please wait.',
    };
  }
  return { phase: PHASE.healthy };
}

/** The conditions that follow from the phase and from what is configured. */
export function clusterConditions(
  cluster: StoredObject,
  phase: string,
  now: Date,
): Condition[] {
  const healthy = phase === PHASE.healthy;
  const wanted: Condition[] = [
    {
      type: 'Ready',
      status: healthy ? 'True' : 'False',
      reason: healthy ? 'ClusterIsReady' : 'ClusterIsNotReady',
      message: healthy ? 'Cluster is Ready' : 'Cluster Is Not Ready',
    },
    ...(cluster.status?.currentPrimary
      ? [
          {
            type: 'ConsistentSystemID',
            status: 'True' as const,
            reason: 'Unique',
            message:
              'A single, unique system ID was found across reporting instances.',
          },
          ...(archiver(cluster)
            ? [
                {
                  type: 'ContinuousArchiving',
                  status: 'True' as const,
                  reason: 'ContinuousArchivingSuccess',
                  message: 'Continuous archiving is working',
                },
              ]
            : []),
        ]
      : []),
  ];
  return wanted.reduce(
    (conditions, condition) => withCondition(conditions, condition, now),
    (cluster.status?.conditions ?? []) as Condition[],
  );
}

/** The part of the status that is counted from the instances. */
export function countedStatus(cluster: StoredObject, instances: Instance[]) {
  const { name } = cluster.metadata;
  const { image, major } = operandImage(cluster);
  const names = (wanted: (instance: Instance) => boolean) =>
    instances.filter(wanted).map(instance => instance.name);
  const healthy = names(instance => instance.ready);
  const replicating = names(
    instance => !instance.ready && instance.pod?.status?.phase === 'Running',
  );
  const failed = names(
    instance => !instance.ready && instance.pod?.status?.phase !== 'Running',
  );
  const nodes = new Set(
    instances.map(instance => instance.pod?.spec?.nodeName).filter(Boolean),
  );
  return {
    image,
    instances: instances.length,
    readyInstances: healthy.length,
    instanceNames: instances.map(instance => instance.name),
    instancesStatus: {
      ...(healthy.length ? { healthy } : {}),
      ...(replicating.length ? { replicating } : {}),
      ...(failed.length ? { failed } : {}),
    },
    instancesReportedState: Object.fromEntries(
      instances
        .filter(instance => instance.ready)
        .map(instance => [
          instance.name,
          {
            isPrimary: instance.name === cluster.status?.currentPrimary,
            timeLineID: cluster.status?.timelineID ?? 1,
            ip: instance.pod?.status?.podIP,
          },
        ]),
    ),
    pvcCount: instances.length,
    healthyPVC: names(instance => !instance.initialising),
    initializingPVC: names(instance => instance.initialising),
    pgDataImageInfo: { image, majorVersion: major },
    topology: {
      instances: Object.fromEntries(
        instances.map(instance => [instance.name, {}]),
      ),
      nodesUsed: nodes.size,
      successfullyExtracted: true,
    },
    readService: `${name}-r`,
    writeService: `${name}-rw`,
    selector: `cnpg.io/cluster=${name},cnpg.io/podRole=instance`,
    certificates: {
      clientCASecret: `${name}-ca`,
      replicationTLSSecret: `${name}-replication`,
      serverCASecret: `${name}-ca`,
      serverTLSSecret: `${name}-server`,
      serverAltDNSNames: ['rw', 'r', 'ro'].flatMap(kind => [
        `${name}-${kind}`,
        `${name}-${kind}.${cluster.metadata.namespace}`,
        `${name}-${kind}.${cluster.metadata.namespace}.svc`,
        `${name}-${kind}.${cluster.metadata.namespace}.svc.cluster.local`,
      ]),
      expirations: expirations(cluster),
    },
  };
}

const CERTIFICATE_LIFETIME_DAYS = 90;

/** In Go's own format of times, as the operator writes them. */
function expirations(cluster: StoredObject): Record<string, string> {
  const end = new Date(
    Date.parse(cluster.metadata.creationTimestamp) +
      CERTIFICATE_LIFETIME_DAYS * 86_400_000,
  );
  const text = `${end.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
  return Object.fromEntries(
    ['ca', 'replication', 'server'].map(kind => [
      `${cluster.metadata.name}-${kind}`,
      text,
    ]),
  );
}
