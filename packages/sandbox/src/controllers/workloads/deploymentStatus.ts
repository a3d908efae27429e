import type { StoredObject } from '../../apiserver/ClusterStore';
import {
  timestamp,
  withCondition,
  withoutCondition,
  type Condition,
} from '../machinery/conditions';

/** What a Deployment's status is computed from. */
export interface DeploymentFacts {
  desired: number;
  newest?: StoredObject;
  older: StoredObject[];
  maxUnavailable: number;
  now: Date;
}

const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

function progress(
  deployment: StoredObject,
  facts: DeploymentFacts,
  numbers: { updated: number; replicas: number; available: number },
): Condition {
  const name = facts.newest?.metadata.name;
  const complete =
    numbers.updated === facts.desired &&
    numbers.replicas === facts.desired &&
    numbers.available === facts.desired;
  if (complete) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "${name}" has successfully progressed.`,
    };
  }
  const before = deployment.status?.conditions?.find(
    (condition: Condition) => condition.type === 'Progressing',
  );
  const deadline =
    (deployment.spec.progressDeadlineSeconds ??
      DEFAULT_PROGRESS_DEADLINE_SECONDS) * 1000;
  const moved =
    !before ||
    before.reason === 'NewReplicaSetAvailable' ||
    numbers.updated !== deployment.status?.updatedReplicas ||
    numbers.available !== deployment.status?.availableReplicas;
  const late =
    !moved &&
    facts.now.getTime() - Date.parse(before.lastUpdateTime) > deadline;
  // A rollout that had completed does not become late because a pod dies later.
  const stalled =
    before?.reason === 'NewReplicaSetAvailable' &&
    deployment.status?.observedGeneration === deployment.metadata.generation;
  if (stalled) {
    return before;
  }
  return late
    ? {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `ReplicaSet "${name}" has timed out progressing.`,
      }
    : {
        type: 'Progressing',
        status: 'True',
        reason: 'ReplicaSetUpdated',
        message: `ReplicaSet "${name}" is progressing.`,
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
  const enough = available >= facts.desired - facts.maxUnavailable;
  const failure = sets
    .flatMap(set => (set.status?.conditions ?? []) as Condition[])
    .find(condition => condition.type === 'ReplicaFailure');

  const wanted: Condition[] = [
    {
      type: 'Available',
      status: enough ? 'True' : 'False',
      reason: enough
        ? 'MinimumReplicasAvailable'
        : 'MinimumReplicasUnavailable',
      message: enough
        ? 'Deployment has minimum availability.'
        : 'Deployment does not have minimum availability.',
    },
    progress(deployment, facts, { updated, replicas, available }),
    ...(failure ? [failure] : []),
  ];
  let conditions: Condition[] = deployment.status?.conditions ?? [];
  if (!failure) {
    conditions = withoutCondition(conditions, 'ReplicaFailure');
  }
  for (const condition of wanted) {
    const before = conditions.find(other => other.type === condition.type);
    const same =
      before?.status === condition.status &&
      before.reason === condition.reason &&
      updated === deployment.status?.updatedReplicas &&
      available === (deployment.status?.availableReplicas ?? 0);
    conditions = withCondition(
      conditions,
      {
        ...condition,
        lastUpdateTime: same ? before.lastUpdateTime : timestamp(facts.now),
      },
      facts.now,
    );
  }
  const unavailable = Math.max(0, facts.desired - available);
  return {
    observedGeneration: deployment.metadata.generation,
    ...(replicas ? { replicas } : {}),
    ...(updated ? { updatedReplicas: updated } : {}),
    ...(sum('readyReplicas') ? { readyReplicas: sum('readyReplicas') } : {}),
    ...(available ? { availableReplicas: available } : {}),
    ...(unavailable ? { unavailableReplicas: unavailable } : {}),
    conditions,
  };
}
