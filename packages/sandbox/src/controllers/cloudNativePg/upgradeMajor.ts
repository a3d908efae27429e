import type { StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { isFinished } from '../workloads/startJobs';
import type { DatabaseWorld } from './DatabaseWorld';
import type { Instance } from './facts';
import { instanceJob, jobName } from './instanceJob';
import { operandImage } from './operandImage';
import { PHASE, type Phase } from './phases';
import { writeFields } from './writeClusterStatus';

/**
 * Moves the data of a Cluster to a newer major version: everything stops, a Job works on the primary's
 * volume, and the replicas are made anew. When the Job fails the old image can be set back. Returns the
 * phase while that is under way.
 */
export function upgradeMajor(
  { store }: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
): Phase | undefined {
  const { pgDataImageInfo, currentPrimary } = cluster.status ?? {};
  const { namespace } = cluster.metadata;
  if (!pgDataImageInfo || !currentPrimary) {
    return undefined;
  }
  const { image, major } = operandImage(cluster);
  const name = jobName(currentPrimary, 'major-upgrade');
  const job = store.get('jobs.batch', namespace, name);
  if (major <= pgDataImageInfo.majorVersion) {
    if (job) {
      store.delete('jobs.batch', namespace, name);
    }
    return undefined;
  }
  const phase: Phase = {
    phase: PHASE.majorUpgrade,
    phaseReason: `Upgrading cluster to major version ${major}`,
  };
  const running = instances.filter(({ pod }) => pod);
  if (running.length > 0) {
    running.forEach(each => store.delete('pods', namespace, each.name));
    return phase;
  }
  if (!job) {
    store.create(instanceJob(cluster, currentPrimary, 'major-upgrade'));
    return phase;
  }
  if (!isFinished(job) || !isTrue(job as any, 'Complete')) {
    return phase;
  }
  store.delete('jobs.batch', namespace, name);
  instances
    .filter(each => each.name !== currentPrimary)
    .forEach(each =>
      store.delete('persistentvolumeclaims', namespace, each.name),
    );
  writeFields(store, cluster, {
    pgDataImageInfo: { image, majorVersion: major },
    // pg_upgrade makes a new data directory.
    timelineID: 1,
    systemID: String(BigInt(cluster.status.systemID) + 1n),
  });
  return phase;
}
