import type {
  DatabaseBackupStatus,
  DatabaseStatus,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { DatabaseFacts } from '../observation/Observation';
import { failedSinceCompleted } from './backups';

type Details = Omit<
  DatabaseStatus,
  | 'name'
  | 'namespace'
  | 'phase'
  | 'primary'
  | 'ready'
  | 'desired'
  | 'major'
  | 'instances'
  | 'backups'
  | 'since'
>;

/** Lists of troubles end here: the rest is of the same kind. */
const MOST = 5;

/** What can be recovered. */
export function backupsPart(facts: DatabaseFacts): DatabaseBackupStatus {
  const { backups, archiving, recovery } = facts;
  return {
    configured: backups.scheduled && !backups.suspended,
    method: backups.method,
    lastCompletedAt: backups.lastCompletedAt,
    archiving: archiving?.ok,
    firstRecoverabilityPoint:
      backups.window?.firstRecoverabilityPoint ??
      recovery?.firstRecoverabilityPoint,
    lastFailedAt: failedSinceCompleted(facts)?.at,
    runningSince: backups.runningSince,
  };
}

/** What `kubectl cnpg status` tells beside phase and instances; what is as it should be is left out. */
export function databaseDetails(facts: DatabaseFacts): Details {
  const { currentPrimary, targetPrimary, replication } = facts;
  const moves =
    currentPrimary !== undefined &&
    targetPrimary !== undefined &&
    currentPrimary !== targetPrimary;
  return {
    timeline: facts.timeline,
    ...(moves && { movingTo: targetPrimary }),
    ...(facts.hibernated && { hibernated: true }),
    ...(facts.fenced.length > 0 && {
      fenced: facts.fenced.slice(0, MOST),
    }),
    ...(facts.unattended && { unattended: true }),
    certificates: certificatesPart(facts),
    brokenRoles: some(facts.brokenRoles),
    plugins: some(facts.plugins),
    volumes: volumesPart(facts),
    disruptionBudgets: some(
      facts.disruptionBudgets?.map(({ name, allowed }) => ({ name, allowed })),
    ),
    operator: operatorPart(facts),
    wal:
      replication?.position !== undefined || replication?.waiting !== undefined
        ? { position: replication.position, waiting: replication.waiting }
        : undefined,
  };
}

function some<T>(list: T[] | undefined): T[] | undefined {
  return list && list.length > 0 ? list.slice(0, MOST) : undefined;
}

/** They mostly end together: each moment is told once. */
function certificatesPart({
  certificates = [],
}: DatabaseFacts): DatabaseStatus['certificates'] {
  const moments = new Map<string, string[]>();
  for (const { secret, expiresAt } of certificates) {
    moments.set(expiresAt, [...(moments.get(expiresAt) ?? []), secret]);
  }
  return some(
    [...moments]
      .map(([expiresAt, names]) => ({ names: names.sort(), expiresAt }))
      .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1)),
  );
}

function volumesPart({ volumes }: DatabaseFacts): DatabaseStatus['volumes'] {
  if (!volumes || (volumes.count === 0 && volumes.size === undefined)) {
    return undefined;
  }
  const { count, size } = volumes;
  const states = [
    'unusable',
    'dangling',
    'initializing',
    'resizing',
    'pending',
  ] as const;
  return {
    count,
    size,
    troubled: some(
      states.flatMap(state =>
        (volumes[state] ?? []).map(name => ({ name, state })),
      ),
    ),
  };
}

function operatorPart({
  operatorAvailable,
  operatorVersion,
}: DatabaseFacts): DatabaseStatus['operator'] {
  return operatorAvailable === undefined && operatorVersion === undefined
    ? undefined
    : {
        version: operatorVersion,
        available:
          operatorAvailable === undefined ? undefined : operatorAvailable > 0,
      };
}
