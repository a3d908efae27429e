import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { microTimestamp } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { PHASE, type Phase } from './clusterStatus';
import { instancesOf } from './facts';
import { podHash, POD_HASH } from './instanceObjects';
import { candidate } from './movePrimary';
import { writeFields } from './writeClusterStatus';

/**
 * Replaces one outdated pod when all are ready: replicas first, the primary by handing over. Returns
 * the phase while anything is outdated.
 */
export function rollOne(
  store: ClusterStore,
  clock: Clock,
  cluster: StoredObject,
): Phase | undefined {
  const instances = instancesOf(store, cluster);
  const primary = cluster.status?.currentPrimary;
  const outdated = instances.filter(
    ({ pod }) =>
      pod && pod.metadata.annotations?.[POD_HASH] !== podHash(cluster),
  );
  if (!primary || outdated.length === 0) {
    return undefined;
  }
  const next = outdated.find(({ name }) => name !== primary) ?? outdated[0];
  const upgrading = {
    phase: PHASE.upgrading,
    phaseReason: `Restarting instance ${next.name}, because: original and target PodSpec differ`,
  };
  if (!instances.every(instance => instance.ready)) {
    return upgrading;
  }
  const successor = candidate(instances, primary);
  if (next.name === primary && successor) {
    recordEvent(store, clock, cluster, {
      reason: 'Switchover',
      message: `Initiating switchover to ${successor} to upgrade ${primary}`,
      source: 'cloudnative-pg',
    });
    const phase = {
      phase: PHASE.switchover,
      phaseReason: `Switching over to ${successor} to complete upgrade`,
    };
    writeFields(store, cluster, {
      ...phase,
      targetPrimary: successor,
      targetPrimaryTimestamp: microTimestamp(clock.now()),
    });
    return phase;
  }
  recordEvent(store, clock, cluster, {
    reason: 'UpgradingInstance',
    message: `Upgrading instance ${next.name}`,
    source: 'cloudnative-pg',
  });
  store.delete('pods', cluster.metadata.namespace, next.name);
  return upgrading;
}
