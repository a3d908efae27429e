import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import {
  createReplicaSet,
  deploymentSets,
  forgetOldSets,
  hasSize,
  noteSize,
  revisionOf,
  takeUp,
} from './deploymentSets';
import { deploymentStatus, timeToDeadline } from './deploymentStatus';
import { nextRolloutStep, shareOf } from './rollout';

/** A rollout that is late is noticed this much later. */
const AFTER_DEADLINE = 1000;

/**
 * Plays the Deployment controller: one ReplicaSet per template, rolled from one to the next.
 *
 * @returns the function that ends it
 */
export function startDeployments(store: ClusterStore, clock: Clock) {
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: 'deployments.apps' },
      { store, resource: 'replicasets.apps', keys: ownerKeys('Deployment') },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const deployment = store.get('deployments.apps', namespace, name);
      if (!deployment || deployment.metadata.deletionTimestamp) {
        return;
      }
      const { older, newest: found } = deploymentSets(store, deployment);
      const { paused } = deployment.spec;
      const newest =
        found ??
        (paused ? undefined : createReplicaSet(store, deployment, older));
      if (found && !paused) {
        takeUp(store, deployment, found, older);
      }
      const limits = limitsOf(deployment);
      roll(store, clock, deployment, { newest, older, ...limits });
      const fresh = (set: StoredObject) =>
        store.get('replicasets.apps', namespace, set.metadata.name) ?? set;
      const next = deploymentStatus(
        store.get('deployments.apps', namespace, name)!,
        {
          desired: deployment.spec.replicas ?? 1,
          newest: newest && fresh(newest),
          created: !found,
          older: older.map(fresh),
          maxUnavailable: limits.maxUnavailable,
          clock,
        },
      );
      replaceStatus(store, 'deployments.apps', deployment, next);
      forgetOldSets(store, deployment, older.map(fresh));
      const left = timeToDeadline(deployment, next.conditions, clock);
      if (left !== undefined) {
        lookAfter({ namespace, name }, left + AFTER_DEADLINE);
      }
    },
  );
  return reconciler.stop;
}

/** How far a rollout may go beyond, and below, what is desired. */
function limitsOf({ spec }: StoredObject) {
  const desired: number = spec.replicas ?? 1;
  const { type, rollingUpdate } = spec.strategy ?? {};
  return type === 'Recreate'
    ? { maxSurge: 0, maxUnavailable: desired }
    : {
        maxSurge: shareOf(rollingUpdate?.maxSurge, desired, Math.ceil),
        maxUnavailable: shareOf(
          rollingUpdate?.maxUnavailable,
          desired,
          Math.floor,
        ),
      };
}

interface Roll {
  newest?: StoredObject;
  older: StoredObject[];
  maxSurge: number;
  maxUnavailable: number;
}

function roll(
  store: ClusterStore,
  clock: Clock,
  deployment: StoredObject,
  { newest, older, maxSurge, maxUnavailable }: Roll,
) {
  const desired: number = deployment.spec.replicas ?? 1;
  const scale = (set: StoredObject, replicas: number) =>
    setReplicas(store, clock, deployment, set, { replicas, desired, maxSurge });
  const { paused } = deployment.spec;
  const running = older.filter(({ spec }) => spec.replicas);
  if (paused) {
    // A pause holds the rollout, not the size.
    const [active] = newest?.spec.replicas ? [newest] : running;
    const others = [...running, ...(newest ? [newest] : [])].filter(
      set => set !== active && set.spec.replicas,
    );
    if (active && others.length === 0) {
      scale(active, desired);
    }
    return;
  }
  const sum = (read: (set: StoredObject) => number | undefined) =>
    older.reduce((total, set) => total + (read(set) ?? 0), 0);
  const recreate = deployment.spec.strategy?.type === 'Recreate';
  if (recreate && sum(({ spec }) => spec.replicas) > 0) {
    running.forEach(set => scale(set, 0));
    return;
  }
  if (recreate && sum(({ status }) => status?.replicas) > 0) {
    return;
  }
  const step = nextRolloutStep({
    desired,
    newReplicas: newest!.spec.replicas ?? 0,
    newAvailable: newest!.status?.availableReplicas ?? 0,
    oldReplicas: sum(set => set.spec.replicas),
    // Pods that were just asked to go may still be counted in the status.
    oldAvailable: sum(set =>
      Math.min(set.status?.availableReplicas ?? 0, set.spec.replicas ?? 0),
    ),
    maxSurge,
    maxUnavailable,
  });
  scale(newest!, step.newReplicas);
  let left = step.oldReplicas;
  for (const set of [...older].sort((a, b) => revisionOf(b) - revisionOf(a))) {
    const replicas = Math.min(set.spec.replicas ?? 0, left);
    left -= replicas;
    scale(set, replicas);
  }
}

function setReplicas(
  store: ClusterStore,
  clock: Clock,
  deployment: StoredObject,
  set: StoredObject,
  size: { replicas: number; desired: number; maxSurge: number },
) {
  const { replicas, desired, maxSurge } = size;
  const before = set.spec.replicas ?? 0;
  if (
    (before === replicas && replicas === 0) ||
    hasSize(set, replicas, desired, maxSurge)
  ) {
    return;
  }
  const { namespace, name } = set.metadata;
  store.update('replicasets.apps', namespace, name, copy => {
    copy.spec.replicas = replicas;
    noteSize(copy, desired, maxSurge);
  });
  if (before !== replicas) {
    recordEvent(store, clock, deployment, {
      reason: 'ScalingReplicaSet',
      message: `Scaled ${
        replicas > before ? 'up' : 'down'
      } replica set ${name} from ${before} to ${replicas}`,
      source: 'deployment-controller',
    });
  }
}
