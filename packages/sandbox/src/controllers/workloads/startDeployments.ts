import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { templateHash } from '../machinery/names';
import { controlledBy, isControlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { deploymentStatus } from './deploymentStatus';
import { nextRolloutStep, shareOf } from './rollout';

const REVISION = 'deployment.kubernetes.io/revision';
/** Looks again while a rollout is under way, so that its deadline is noticed. */
const DEADLINE_CHECK = 30_000;

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
      const sets = store
        .list('replicasets.apps', { namespace })
        .filter(set => isControlledBy(set, deployment));
      const hash = templateHash(deployment.spec.template);
      const newest =
        sets.find(set => set.metadata.labels?.['pod-template-hash'] === hash) ??
        createReplicaSet(store, deployment, hash, sets);
      const older = sets.filter(set => set !== newest);
      const rolled = roll(store, clock, deployment, newest, older);
      const next = deploymentStatus(deployment, {
        desired: deployment.spec.replicas ?? 1,
        newest: store.get('replicasets.apps', namespace, newest.metadata.name),
        older,
        maxUnavailable: rolled.maxUnavailable,
        now: clock.now(),
      });
      replaceStatus(store, 'deployments.apps', deployment, next);
      if ((next.unavailableReplicas ?? 0) > 0) {
        lookAfter({ namespace, name }, DEADLINE_CHECK);
      }
    },
  );
  return reconciler.stop;
}

function revisionOf(object: StoredObject): number {
  return Number(object.metadata.annotations?.[REVISION] ?? 0);
}

function createReplicaSet(
  store: ClusterStore,
  deployment: StoredObject,
  hash: string,
  sets: StoredObject[],
): StoredObject {
  const { template, selector } = deployment.spec;
  const revision = String(Math.max(0, ...sets.map(revisionOf)) + 1);
  const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
  store.update(
    'deployments.apps',
    deployment.metadata.namespace,
    deployment.metadata.name,
    copy => {
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        [REVISION]: revision,
      };
    },
  );
  return store.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(
          deployment.spec.replicas ?? 1,
        ),
        [REVISION]: revision,
      },
      ownerReferences: [controlledBy(deployment)],
    },
    spec: {
      replicas: 0,
      selector: {
        ...selector,
        matchLabels: { ...selector?.matchLabels, 'pod-template-hash': hash },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
}

function roll(
  store: ClusterStore,
  clock: Clock,
  deployment: StoredObject,
  newest: StoredObject,
  older: StoredObject[],
) {
  const desired: number = deployment.spec.replicas ?? 1;
  const { type, rollingUpdate } = deployment.spec.strategy ?? {};
  const maxSurge =
    type === 'Recreate'
      ? 0
      : shareOf(rollingUpdate?.maxSurge, desired, Math.ceil);
  const maxUnavailable =
    type === 'Recreate'
      ? desired
      : shareOf(rollingUpdate?.maxUnavailable, desired, Math.floor);
  if (deployment.spec.paused) {
    return { maxUnavailable };
  }
  const sum = (read: (set: StoredObject) => number | undefined) =>
    older.reduce((total, set) => total + (read(set) ?? 0), 0);
  const step = nextRolloutStep({
    desired,
    newReplicas: newest.spec.replicas ?? 0,
    newAvailable: newest.status?.availableReplicas ?? 0,
    oldReplicas: sum(set => set.spec.replicas),
    // Pods that were just asked to go may still be counted in the status.
    oldAvailable: sum(set =>
      Math.min(set.status?.availableReplicas ?? 0, set.spec.replicas ?? 0),
    ),
    maxSurge,
    maxUnavailable,
  });
  scale(store, clock, deployment, newest, step.newReplicas);
  let left = step.oldReplicas;
  for (const set of [...older].sort((a, b) => revisionOf(b) - revisionOf(a))) {
    const replicas = Math.min(set.spec.replicas ?? 0, left);
    left -= replicas;
    scale(store, clock, deployment, set, replicas);
  }
  return { maxUnavailable };
}

function scale(
  store: ClusterStore,
  clock: Clock,
  deployment: StoredObject,
  set: StoredObject,
  replicas: number,
) {
  const before = set.spec.replicas ?? 0;
  if (before === replicas) {
    return;
  }
  const { namespace, name } = set.metadata;
  store.update('replicasets.apps', namespace, name, copy => {
    copy.spec.replicas = replicas;
  });
  recordEvent(store, clock, deployment, {
    reason: 'ScalingReplicaSet',
    message: `Scaled ${
      replicas > before ? 'up' : 'down'
    } replica set ${name} from ${before} to ${replicas}`,
    source: 'deployment-controller',
  });
}
