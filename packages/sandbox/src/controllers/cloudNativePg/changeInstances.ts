import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { recordEvent } from '../machinery/recordEvent';
import { isFinished } from '../workloads/startJobs';
import { instancesOf, PVC_STATUS, type Instance } from './facts';
import {
  instanceJob,
  instancePod,
  instanceVolume,
  roleLabels,
} from './instanceObjects';

/** The next volume with the Job that fills it, one at a time. */
export function createNextInstance(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
) {
  const instances = instancesOf(store, cluster);
  const { namespace, name } = cluster.metadata;
  const busy = instances.some(
    instance => instance.initialising || !instance.ready,
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
  const first = instances.length === 0;
  store.create(instanceVolume(cluster, instance, first));
  const job = instanceJob(cluster, instance, first ? 'initdb' : 'join');
  if (!store.get('jobs.batch', namespace, job.metadata.name)) {
    store.create(job);
  }
  recordEvent(store, clock, cluster, {
    reason: 'CreatingInstance',
    message: first
      ? `Primary instance (initdb)`
      : `Creating instance ${instance}`,
    source: 'cloudnative-pg',
  });
}

/** Fewer instances wanted: the highest number goes, never the primary. */
export function removeSurplus(store: ClusterStore, cluster: StoredObject) {
  const instances = instancesOf(store, cluster);
  if (instances.length <= cluster.spec.instances) {
    return;
  }
  const surplus = instances
    .filter(({ name }) => name !== cluster.status?.currentPrimary)
    .pop();
  if (surplus) {
    const { namespace } = cluster.metadata;
    store.delete('pods', namespace, surplus.name);
    store.delete('persistentvolumeclaims', namespace, surplus.name);
  }
}

/** Pods of volumes that are filled; the old primary stays away until the new one has taken over. */
export function createMissingPods(
  store: ClusterStore,
  cluster: StoredObject,
  underWay: boolean,
) {
  const { namespace } = cluster.metadata;
  const primary = cluster.status?.currentPrimary;
  for (const instance of instancesOf(store, cluster)) {
    const jobs = ['initdb', 'join']
      .map(role =>
        store.get('jobs.batch', namespace, `${instance.name}-${role}`),
      )
      .filter(job => job !== undefined);
    if (instance.pod || jobs.some(job => !isFinished(job))) {
      continue;
    }
    jobs.forEach(job =>
      store.delete('jobs.batch', namespace, job.metadata.name),
    );
    if (underWay && instance.name === primary) {
      continue;
    }
    const isPrimary = primary
      ? instance.name === primary
      : instance.serial === 1;
    store.create(instancePod(cluster, instance.name, isPrimary));
  }
}

export function labelRoles(
  store: ClusterStore,
  cluster: StoredObject,
  instances: Instance[],
) {
  const { namespace } = cluster.metadata;
  const primary = cluster.status?.currentPrimary;
  if (!primary) {
    return;
  }
  for (const { name } of instances) {
    const labels = roleLabels(name === primary);
    for (const resource of ['pods', 'persistentvolumeclaims']) {
      const { role } =
        store.get(resource, namespace, name)?.metadata.labels ?? {};
      if (role !== labels.role) {
        store.update(resource, namespace, name, copy => {
          Object.assign(copy.metadata.labels, labels);
        });
      }
    }
  }
}

export function markReady(store: ClusterStore, instances: Instance[]) {
  for (const { ready, initialising, volume } of instances) {
    if (ready && initialising) {
      store.update(
        'persistentvolumeclaims',
        volume.metadata.namespace,
        volume.metadata.name,
        copy => {
          copy.metadata.annotations[PVC_STATUS] = 'ready';
        },
      );
    }
  }
}
