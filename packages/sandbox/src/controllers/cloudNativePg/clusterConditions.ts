import type { StoredObject } from '../../apiserver/ClusterStore';
import {
  withCondition,
  withoutCondition,
  type Condition,
} from '../machinery/conditions';
import { PHASE } from './phases';

/** The condition that tells how far hibernating is, and the annotation that asks for it. */
export const HIBERNATION = 'cnpg.io/hibernation';

/** What a Cluster's conditions tell beside its phase. */
export interface Told {
  phase: string;
  /** Undefined when nothing is archived. */
  archiving?: { failure?: string };
  /** Undefined when nobody asked for hibernation. */
  hibernation?: Pick<Condition, 'status' | 'reason' | 'message'>;
}

function readiness(phase: string): Condition {
  const healthy = phase === PHASE.healthy;
  return {
    type: 'Ready',
    status: healthy ? 'True' : 'False',
    reason: healthy ? 'ClusterIsReady' : 'ClusterIsNotReady',
    message: healthy ? 'Cluster is Ready' : 'Cluster Is Not Ready',
  };
}

function initialisation(done: boolean): Condition {
  return {
    type: 'Initialized',
    status: done ? 'True' : 'False',
    reason: done ? 'BootstrapCompleted' : 'BootstrapPending',
    message: done
      ? 'The cluster has been bootstrapped'
      : 'The cluster bootstrap has not been completed yet',
  };
}

function archivingCondition(failure: string | undefined): Condition {
  return failure === undefined
    ? {
        type: 'ContinuousArchiving',
        status: 'True',
        reason: 'ContinuousArchivingSuccess',
        message: 'Continuous archiving is working',
      }
    : {
        type: 'ContinuousArchiving',
        status: 'False',
        reason: 'ContinuousArchivingFailing',
        message: failure,
      };
}

/** The conditions of a Cluster; those that others write stay. */
export function clusterConditions(
  cluster: StoredObject,
  { phase, archiving, hibernation }: Told,
  now: Date,
): Condition[] {
  const hasPrimary = Boolean(cluster.status?.currentPrimary);
  const wanted: Condition[] = [
    readiness(phase),
    initialisation(hasPrimary),
    ...(hasPrimary
      ? [
          {
            type: 'ConsistentSystemID',
            status: 'True' as const,
            reason: 'Unique',
            message:
              'A single, unique system ID was found across reporting instances.',
          },
        ]
      : []),
    ...(hasPrimary && archiving ? [archivingCondition(archiving.failure)] : []),
    ...(hibernation ? [{ type: HIBERNATION, ...hibernation }] : []),
  ];
  const before = (cluster.status?.conditions ?? []) as Condition[];
  return wanted.reduce(
    (conditions, condition) => withCondition(conditions, condition, now),
    hibernation ? before : withoutCondition(before, HIBERNATION),
  );
}
