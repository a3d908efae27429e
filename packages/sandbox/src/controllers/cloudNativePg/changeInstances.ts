import type { StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { isFinished } from '../workloads/startJobs';
import type { DatabaseWorld } from './DatabaseWorld';
import { instancesOf, isFenced, type Instance } from './facts';
import { bootstrapRole, FILLING, instanceJob, jobName } from './instanceJob';
import { instancePod } from './instancePod';
import { instanceVolumes, volumeWishes } from './instanceVolumes';
import { isMoving } from './primaryMoves';

/** The next volume with the Job that fills it, one at a time. */
export function createNextInstance(
  { store, clock }: DatabaseWorld,
  cluster: StoredObject,
) {
  const instances = instancesOf(store, cluster);
  const { namespace, name } = cluster.metadata;
  const busy = instances.some(
    instance =>
      instance.initialising ||
      !(instance.ready || isFenced(cluster, instance.name)),
  );
  if (busy || instances.length >= cluster.spec.instances) {
    return;
  }
  const taken = new Set(instances.map(instance => instance.serial));
  let serial = 1;
  while (taken.has(serial)) {
    serial += 1;
  }
  const instance = `${name}-${serial}`;
  const first = !cluster.status?.currentPrimary;
  const role = first ? bootstrapRole(cluster) : 'join';
  // An older Cluster of the name may be going only now.
  const wanted = instanceVolumes(cluster, instance, first);
  const inTheWay = wanted.some(({ metadata }) =>
    store.get('persistentvolumeclaims', namespace, metadata.name),
  );
  if (inTheWay || store.get('jobs.batch', namespace, jobName(instance, role))) {
    return;
  }
  wanted.forEach(volume => store.create(volume));
  store.create(instanceJob(cluster, instance, role));
  recordEvent(store, clock, cluster, {
    reason: 'CreatingInstance',
    message: first
      ? `Primary instance (${role})`
      : `Creating instance ${instance}`,
    source: 'cloudnative-pg',
  });
}

/** Fewer instances wanted: the highest number goes, never the primary. */
export function removeSurplus(
  { store, clock }: DatabaseWorld,
  cluster: StoredObject,
) {
  const instances = instancesOf(store, cluster);
  if (instances.length <= cluster.spec.instances) {
    return;
  }
  const surplus = instances
    .filter(({ name }) => name !== cluster.status?.currentPrimary)
    .pop();
  if (surplus) {
    const { namespace } = cluster.metadata;
    recordEvent(store, clock, cluster, {
      reason: 'ScaleDown',
      message: `Scaling down: removing instance ${surplus.name}`,
      source: 'cloudnative-pg',
    });
    store.delete('pods', namespace, surplus.name);
    volumeWishes(cluster, surplus.name).forEach(({ name }) =>
      store.delete('persistentvolumeclaims', namespace, name),
    );
  }
}

/** Whether the Job that fills a volume is still at it, or has given up. */
function isBeingFilled({ store }: DatabaseWorld, cluster: StoredObject) {
  const { namespace } = cluster.metadata;
  return (instance: Instance) =>
    FILLING.some(role => {
      const job = store.get(
        'jobs.batch',
        namespace,
        jobName(instance.name, role),
      );
      return job && !(isFinished(job) && isTrue(job as any, 'Complete'));
    });
}

/**
 * Pods of volumes that are filled, the primary's first; the old primary stays away until the new one
 * has taken over.
 */
export function createMissingPods(world: DatabaseWorld, cluster: StoredObject) {
  const { store } = world;
  const { namespace } = cluster.metadata;
  const primary = cluster.status?.currentPrimary;
  const instances = instancesOf(store, cluster);
  const settling = instances.some(
    ({ pod, ready, name }) =>
      pod?.status?.phase === 'Running' && !ready && !isFenced(cluster, name),
  );
  const filling = isBeingFilled(world, cluster);
  for (const instance of instances) {
    const isPrimary = primary
      ? instance.name === primary
      : instance.serial === 1;
    const waits = isPrimary ? isMoving(cluster) : settling || primaryIsAway();
    if (!instance.pod && !filling(instance) && !waits) {
      FILLING.forEach(role =>
        store.delete('jobs.batch', namespace, jobName(instance.name, role)),
      );
      if (!store.get('pods', namespace, instance.name)) {
        store.create(instancePod(cluster, instance.name, isPrimary));
      }
    }
  }

  /** Nobody can follow a primary that is not there, unless another is on its way. */
  function primaryIsAway() {
    return (
      !isMoving(cluster) &&
      instances.some(({ name, pod }) => name === primary && !pod)
    );
  }
}
