import type { StoredObject } from '../../apiserver/ClusterStore';
import { placeOf } from '../Disturbances';
import { microTimestamp } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import {
  createMissingPods,
  createNextInstance,
  removeSurplus,
} from './changeInstances';
import type { DatabaseWorld } from './DatabaseWorld';
import { instancesOf, type Instance } from './facts';
import { growVolumes } from './growVolumes';
import { hibernate, isAsleep } from './hibernate';
import { hasNoSpace, hindranceOf } from './hindrances';
import { labelRoles, markReady } from './labelInstances';
import { nextPrimaryMove } from './movePrimary';
import { wantedImage } from './operandImage';
import { PHASE, restingPhase, type Phase } from './phases';
import { isMoving } from './primaryMoves';
import { requireObjects } from './requireObjects';
import { rollOne } from './rollInstances';
import { upgradeMajor } from './upgradeMajor';
import { writeClusterStatus, writeFields } from './writeClusterStatus';

/** How soon something that is in the way is looked for again. */
const LOOKING_AGAIN = 2000;

type LookAfter = (milliseconds: number) => void;

/** One look of the operator at a Cluster: what it does is in the order of the real one. */
export function reconcileCluster(
  world: DatabaseWorld,
  cluster: StoredObject,
  lookAfter: LookAfter,
): void {
  const { store } = world;
  const hindrance = hindranceOf(world, cluster);
  if (hindrance) {
    lookAfter(LOOKING_AGAIN);
    stop(world, cluster, hindrance);
    return;
  }
  const wanted = wantedImage(store, cluster);
  const known =
    wanted.refused === undefined
      ? writeFields(store, cluster, { image: wanted.image })
      : cluster;
  const objects = requireObjects(world, known);
  if (objects) {
    lookAfter(LOOKING_AGAIN);
    stop(world, known, objects);
    return;
  }
  const instances = instancesOf(store, known);
  if (instances.some(hasNoSpace)) {
    growVolumes(world, known, instances);
    stop(world, known, {
      phase: PHASE.noSpace,
      phaseReason:
        'Insufficient disk space detected in one or more pods is preventing PostgreSQL from running.Please verify your storage settings. Further information inside .status.instancesReportedState',
    });
    return;
  }
  const hibernation = hibernate(world, known, instances);
  if (isAsleep(known, hibernation)) {
    const { phase, phaseReason } = known.status;
    writeClusterStatus(
      world,
      known,
      instancesOf(store, known),
      { phase, phaseReason },
      hibernation,
    );
    return;
  }
  const upgrading = upgradeMajor(world, known, instances);
  if (upgrading) {
    stop(world, known, upgrading);
    return;
  }
  keepInstances(world, known, lookAfter);
}

/** Writes a status in which nothing else is done. */
function stop(world: DatabaseWorld, cluster: StoredObject, phase: Phase) {
  writeClusterStatus(world, cluster, instancesOf(world.store, cluster), phase);
}

/** The primary, the pods and their number. */
function keepInstances(
  world: DatabaseWorld,
  cluster: StoredObject,
  lookAfter: LookAfter,
) {
  const { store, clock, disturbances } = world;
  const move = nextPrimaryMove(cluster, instancesOf(store, cluster), clock, {
    withoutSuccessor: disturbances.withoutSuccessor.has(placeOf(cluster)),
    isBeingDrained: ({ pod }) =>
      store.get('nodes', undefined, pod?.spec.nodeName ?? '')?.spec
        ?.unschedulable === true,
  });
  if (move?.event) {
    recordEvent(store, clock, cluster, {
      ...move.event,
      source: 'cloudnative-pg',
    });
  }
  if (move?.lookAfter) {
    lookAfter(move.lookAfter);
  }
  const moved = move ? writeFields(store, cluster, move.status) : cluster;
  const underWay = isMoving(moved);
  const rolling = underWay ? undefined : rollOne(world, moved, lookAfter);
  if (!underWay && !rolling) {
    createNextInstance(world, moved);
    removeSurplus(world, moved);
    growVolumes(world, moved, instancesOf(store, moved));
  }
  createMissingPods(world, moved);
  const instances = instancesOf(store, moved);
  const settled = acceptPrimary(world, moved, instances);
  labelRoles(world, settled, instances);
  markReady(world, settled, instances);
  const now = instancesOf(store, settled);
  writeClusterStatus(
    world,
    settled,
    now,
    underWay && move ? move.status : rolling ?? restingPhase(settled, now),
  );
}

/** The first instance becomes the primary when it is ready for the first time. */
function acceptPrimary(
  { store, clock }: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
): StoredObject {
  const { metadata, status } = cluster;
  const first = instances.find(instance => instance.ready);
  if (status?.currentPrimary || !first) {
    return status?.targetPrimary
      ? cluster
      : writeFields(store, cluster, {
          targetPrimary: `${metadata.name}-1`,
          targetPrimaryTimestamp: microTimestamp(clock.now()),
        });
  }
  return writeFields(store, cluster, {
    currentPrimary: first.name,
    currentPrimaryTimestamp: microTimestamp(clock.now()),
    targetPrimary: first.name,
    timelineID: 1,
    systemID: `7${String(Date.parse(metadata.creationTimestamp)).padEnd(
      18,
      '0',
    )}`,
  });
}
