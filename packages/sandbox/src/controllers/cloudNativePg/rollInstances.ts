import type { StoredObject } from '../../apiserver/ClusterStore';
import { microTimestamp } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';
import { recordEvent } from '../machinery/recordEvent';
import type { DatabaseWorld } from './DatabaseWorld';
import { instancesOf, isFenced, RESTARTED_AT, type Instance } from './facts';
import { podHash, POD_HASH } from './instancePod';
import { candidate } from './primaryMoves';
import { operandImage } from './operandImage';
import { PHASE, type Phase } from './phases';
import { writeFields } from './writeClusterStatus';

/** What PostgreSQL's restart inside its pod takes. */
export const RESTARTING = 3000;

/** Why an instance has to be replaced, and whether a restart inside its pod does. */
interface Outdated {
  reason: string;
  inPlace: boolean;
}

function outdated(
  cluster: StoredObject,
  hash: string,
  { pod, name }: Instance,
): Outdated | undefined {
  if (!pod || isFenced(cluster, name)) {
    return undefined;
  }
  const { annotations = {} } = pod.metadata;
  const { image } = operandImage(cluster);
  const running = pod.spec.containers[0].image;
  if (running !== image) {
    return {
      reason: `the instance is using a different image: ${running} -> ${image}`,
      inPlace: false,
    };
  }
  if (annotations[POD_HASH] !== hash) {
    return {
      reason: 'original and target PodSpec differ in containers',
      inPlace: false,
    };
  }
  const wanted = cluster.metadata.annotations?.[RESTARTED_AT];
  return wanted && annotations[RESTARTED_AT] !== wanted
    ? { reason: 'cluster has been restarted via annotation', inPlace: true }
    : undefined;
}

/**
 * Replaces one outdated pod when all are ready: replicas first, the last one first, and the primary at
 * the end. Returns the phase while anything is under way.
 */
export function rollOne(
  world: DatabaseWorld,
  cluster: StoredObject,
  lookAfter: (milliseconds: number) => void,
): Phase | undefined {
  const { store, clock } = world;
  const instances = instancesOf(store, cluster);
  const { currentPrimary, phase, phaseReason } = cluster.status ?? {};
  const restarting = restartUnderWay(world, cluster, instances, lookAfter);
  if (restarting) {
    return { phase, phaseReason };
  }
  const hash = podHash(cluster);
  const stale = instances.flatMap(instance => {
    const why = outdated(cluster, hash, instance);
    return why ? [{ instance, why }] : [];
  });
  if (!currentPrimary || stale.length === 0) {
    return undefined;
  }
  const replica = stale
    .filter(({ instance }) => instance.name !== currentPrimary)
    .pop();
  const { instance, why } = replica ?? stale[0];
  const phaseNow: Phase = {
    phase: PHASE.upgrading,
    phaseReason: `Restarting instance ${instance.name}, because: ${why.reason}`,
  };
  const settled = instances.every(
    each => each.ready || isFenced(cluster, each.name),
  );
  if (!settled) {
    return phaseNow;
  }
  if (!replica) {
    return rollPrimary(world, cluster, instance, why, lookAfter);
  }
  recordEvent(store, clock, cluster, {
    reason: 'UpgradingInstance',
    message: `Upgrading instance ${instance.name}`,
    source: 'cloudnative-pg',
  });
  store.delete('pods', cluster.metadata.namespace, instance.name);
  return phaseNow;
}

/** Whether the primary is being restarted without another taking over. */
function restartUnderWay(
  { clock, restarts }: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
  lookAfter: (milliseconds: number) => void,
): boolean {
  const { phase } = cluster.status ?? {};
  if (phase === PHASE.restartByDeletion) {
    return !instances.every(({ ready }) => ready);
  }
  const began = restarts.get(cluster.metadata.uid);
  if (phase !== PHASE.restartInPlace || !began) {
    return false;
  }
  const left = RESTARTING - elapsedSince(clock, began.toISOString());
  if (left > 0) {
    lookAfter(left);
  }
  if (left <= 0) {
    restarts.delete(cluster.metadata.uid);
  }
  return left > 0;
}

function rollPrimary(
  { store, clock, restarts }: DatabaseWorld,
  cluster: StoredObject,
  { name, pod }: Instance,
  { reason, inPlace }: Outdated,
  lookAfter: (milliseconds: number) => void,
): Phase {
  const { spec, metadata } = cluster;
  const { namespace } = metadata;
  const successor = candidate(cluster, instancesOf(store, cluster));
  if (spec.primaryUpdateStrategy === 'supervised') {
    return {
      phase: PHASE.waitingForUser,
      phaseReason: 'User must issue a supervised switchover',
    };
  }
  if (spec.primaryUpdateMethod === 'switchover' && successor) {
    recordEvent(store, clock, cluster, {
      reason: 'Switchover',
      message: `Initiating switchover to ${successor.name} to upgrade ${name}`,
      source: 'cloudnative-pg',
    });
    const phase = { phase: PHASE.upgrading, phaseReason: reason };
    writeFields(store, cluster, {
      ...phase,
      targetPrimary: successor.name,
      targetPrimaryTimestamp: microTimestamp(clock.now()),
    });
    return phase;
  }
  if (inPlace && spec.primaryUpdateMethod !== 'switchover') {
    store.update('pods', namespace, pod!.metadata.name, copy => {
      copy.metadata.annotations[RESTARTED_AT] =
        metadata.annotations![RESTARTED_AT];
    });
    restarts.set(metadata.uid, clock.now());
    lookAfter(RESTARTING);
    return { phase: PHASE.restartInPlace, phaseReason: reason };
  }
  store.delete('pods', namespace, name);
  return successor
    ? { phase: PHASE.restartByDeletion, phaseReason: reason }
    : {
        phase: PHASE.upgrading,
        phaseReason: `The primary instance needs to be restarted: ${name}, reason: ${reason}`,
      };
}
