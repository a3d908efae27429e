import type { StoredObject } from '../../apiserver/ClusterStore';
import { isTrue } from '../machinery/conditions';
import { HIBERNATION, type Told } from './clusterConditions';
import type { DatabaseWorld } from './DatabaseWorld';
import type { Instance } from './facts';
import { PHASE } from './phases';

/**
 * Takes the pods of a Cluster away that somebody wants asleep, the primary's first, and keeps the
 * volumes. Returns the condition that tells of it; undefined when the Cluster is to be awake, or has to
 * become healthy first.
 */
export function hibernate(
  { store }: DatabaseWorld,
  cluster: StoredObject,
  instances: Instance[],
): Told['hibernation'] {
  const wish = cluster.metadata.annotations?.[HIBERNATION];
  if (wish === undefined || wish === 'off') {
    return undefined;
  }
  if (wish !== 'on') {
    return {
      status: 'False',
      reason: 'WrongAnnotationValue',
      message: `invalid annotation value: ${wish}`,
    };
  }
  const begun = cluster.status?.conditions?.some(
    (each: { type: string }) => each.type === HIBERNATION,
  );
  if (cluster.status?.phase !== PHASE.healthy && !begun) {
    return undefined;
  }
  const awake = instances.filter(({ pod }) => pod);
  if (awake.length === 0) {
    return {
      status: 'True',
      reason: 'Hibernated',
      message: 'Cluster has been hibernated',
    };
  }
  const { currentPrimary } = cluster.status;
  const next = awake.find(({ name }) => name === currentPrimary) ?? awake[0];
  store.delete('pods', cluster.metadata.namespace, next.name);
  return {
    status: 'False',
    reason: 'DeletingPods',
    message: 'Hibernation is in progress',
  };
}

/** Whether the operator leaves a Cluster asleep, or is putting it to sleep. */
export const isAsleep = (
  cluster: StoredObject,
  hibernation: Told['hibernation'],
): boolean =>
  hibernation !== undefined &&
  (hibernation.reason !== 'WrongAnnotationValue' ||
    isTrue(cluster as any, HIBERNATION));
