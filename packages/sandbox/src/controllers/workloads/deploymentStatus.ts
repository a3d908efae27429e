import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import {
  timestamp,
  withCondition,
  withoutCondition,
  type Condition,
} from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';

/** What a Deployment's status is computed from. */
export interface DeploymentFacts {
  desired: number;
  newest?: StoredObject;
  /** Whether the newest ReplicaSet was made just now. */
  created: boolean;
  older: StoredObject[];
  maxUnavailable: number;
  clock: Clock;
}

interface Numbers {
  updated: number;
  replicas: number;
  available: number;
}

const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;
const COMPLETE = 'NewReplicaSetAvailable';
const LATE = 'ProgressDeadlineExceeded';

const progressing = (
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
): Condition => ({ type: 'Progressing', status, reason, message });

const progressOf = (conditions: Condition[] | undefined) =>
  conditions?.find(({ type }) => type === 'Progressing');

const deadlineOf = ({ spec }: StoredObject) =>
  (spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS) * 1000;

/** Simulated milliseconds until a rollout that does not move is late; undefined when none is under way. */
export function timeToDeadline(
  deployment: StoredObject,
  conditions: Condition[],
  clock: Clock,
): number | undefined {
  const now = progressOf(conditions);
  if (
    deployment.spec.paused ||
    !now ||
    [COMPLETE, LATE].includes(now.reason!)
  ) {
    return undefined;
  }
  const since = elapsedSince(clock, now.lastUpdateTime as string);
  return Math.max(0, deadlineOf(deployment) - since);
}

function progress(
  deployment: StoredObject,
  facts: DeploymentFacts,
  { updated, replicas, available }: Numbers,
): Condition {
  const name = facts.newest?.metadata.name;
  const before = progressOf(deployment.status?.conditions);
  if (deployment.spec.paused) {
    return progressing('Unknown', 'DeploymentPaused', 'Deployment is paused');
  }
  if (before?.reason === 'DeploymentPaused') {
    return progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed');
  }
  const { desired } = facts;
  const complete =
    updated === desired && replicas === desired && available === desired;
  if (complete) {
    return progressing(
      'True',
      COMPLETE,
      `ReplicaSet "${name}" has successfully progressed.`,
    );
  }
  // A rollout that had completed does not become late because a pod dies later.
  if (
    before?.reason === COMPLETE &&
    !facts.created &&
    deployment.status?.observedGeneration === deployment.metadata.generation
  ) {
    return before;
  }
  if (facts.created) {
    return progressing(
      'True',
      'NewReplicaSetCreated',
      `Created new replica set "${name}"`,
    );
  }
  const moved =
    !before ||
    before.reason === COMPLETE ||
    updated > (deployment.status?.updatedReplicas ?? 0) ||
    available > (deployment.status?.availableReplicas ?? 0) ||
    replicas - updated <
      (deployment.status?.replicas ?? 0) -
        (deployment.status?.updatedReplicas ?? 0);
  const since = elapsedSince(facts.clock, before?.lastUpdateTime as string);
  const late =
    !moved && (before.reason === LATE || since > deadlineOf(deployment));
  return late
    ? progressing(
        'False',
        LATE,
        `ReplicaSet "${name}" has timed out progressing.`,
      )
    : progressing(
        'True',
        'ReplicaSetUpdated',
        `ReplicaSet "${name}" is progressing.`,
      );
}

function availableCondition(enough: boolean): Condition {
  return {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  };
}

/** A Deployment's status, from its ReplicaSets. */
export function deploymentStatus(
  deployment: StoredObject,
  facts: DeploymentFacts,
) {
  const sets = [...facts.older, ...(facts.newest ? [facts.newest] : [])];
  const sum = (field: string) =>
    sets.reduce((total, set) => total + (set.status?.[field] ?? 0), 0);
  const replicas = sum('replicas');
  const available = sum('availableReplicas');
  const updated = facts.newest?.status?.replicas ?? 0;
  const failure = sets
    .flatMap(set => (set.status?.conditions ?? []) as Condition[])
    .find(condition => condition.type === 'ReplicaFailure');
  const wanted: Condition[] = [
    availableCondition(available >= facts.desired - facts.maxUnavailable),
    progress(deployment, facts, { updated, replicas, available }),
    ...(failure ? [failure] : []),
  ];

  const now = facts.clock.now();
  let conditions: Condition[] = deployment.status?.conditions ?? [];
  if (!failure) {
    conditions = withoutCondition(conditions, 'ReplicaFailure');
  }
  const moved =
    updated !== (deployment.status?.updatedReplicas ?? 0) ||
    available !== (deployment.status?.availableReplicas ?? 0);
  for (const condition of wanted) {
    const before = conditions.find(({ type }) => type === condition.type);
    const same =
      before?.status === condition.status &&
      before.reason === condition.reason &&
      !(condition.type === 'Progressing' && moved);
    conditions = withCondition(
      conditions,
      {
        ...condition,
        lastUpdateTime: same ? before.lastUpdateTime : timestamp(now),
      },
      now,
    );
  }
  const unavailable = Math.max(0, facts.desired - available);
  const ready = sum('readyReplicas');
  return {
    observedGeneration: deployment.metadata.generation,
    ...(replicas ? { replicas } : {}),
    ...(updated ? { updatedReplicas: updated } : {}),
    ...(ready ? { readyReplicas: ready } : {}),
    ...(available ? { availableReplicas: available } : {}),
    ...(unavailable ? { unavailableReplicas: unavailable } : {}),
    conditions,
  };
}
