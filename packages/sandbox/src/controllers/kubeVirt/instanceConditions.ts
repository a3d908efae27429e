import type { StoredObject } from '../../apiserver/ClusterStore';
import {
  withCondition,
  withoutCondition,
  type Condition,
} from '../machinery/conditions';
import { isReady } from '../workloads/podFromTemplate';
import type { Unsynchronized } from './hindrance';

/** What the conditions of an instance are made from. */
export interface InstanceFacts {
  pod?: StoredObject;
  running: boolean;
  unsynchronized?: Unsynchronized;
  migratable: boolean;
  agent: boolean;
  now: Date;
}

/** A condition without its name. */
type State = Pick<Condition, 'status' | 'reason' | 'message'>;

function readiness({ pod, running }: InstanceFacts): State {
  const no = (reason: string, message: string) => ({
    status: 'False' as const,
    reason,
    message,
  });
  if (!pod) {
    return no('PodNotExists', 'virt-launcher pod has not yet been scheduled');
  }
  if (pod.metadata.deletionTimestamp) {
    return no('PodTerminating', 'virt-launcher pod is terminating');
  }
  if (!running) {
    return no('GuestNotRunning', 'Guest VM is not reported as running');
  }
  return isReady(pod)
    ? { status: 'True' }
    : no('PodNotReady', 'virt-launcher pod is not ready');
}

const mobility = (migratable: boolean): State =>
  migratable
    ? { status: 'True' }
    : {
        status: 'False',
        reason: 'DisksNotLiveMigratable',
        message:
          'cannot migrate VMI: PVC is not shared, live migration requires that all PVCs must be shared (using ReadWriteMany access mode)',
      };

/** The conditions of an instance; those that others set stay. */
export function instanceConditions(
  before: Condition[] | undefined,
  facts: InstanceFacts,
): Condition[] {
  const { pod, unsynchronized, running, migratable, agent, now } = facts;
  const scheduled = (pod?.status?.conditions ?? []).find(
    ({ type, status }: Condition) =>
      type === 'PodScheduled' && status === 'False',
  );
  const wanted: Array<[type: string, is: State | undefined]> = [
    ['Ready', readiness(facts)],
    [
      'PodScheduled',
      scheduled && {
        status: 'False',
        reason: scheduled.reason,
        message: scheduled.message,
      },
    ],
    ['Synchronized', unsynchronized && { status: 'False', ...unsynchronized }],
    ['LiveMigratable', running ? mobility(migratable) : undefined],
    ['AgentConnected', agent ? { status: 'True' } : undefined],
  ];
  return wanted.reduce(
    (conditions, [type, is]) =>
      is
        ? withCondition(conditions, { type, lastProbeTime: null, ...is }, now)
        : withoutCondition(conditions, type),
    before ?? [],
  );
}
