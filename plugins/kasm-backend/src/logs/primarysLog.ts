import { DATABASE_CLIENTS } from '../evaluate/clients';
import { stoppedOnPurpose } from '../evaluate/database';
import type { Observation, PodFacts } from '../observation/Observation';
import type { Subject } from './SignatureReader';

/** Milliseconds that a client of the database has to be without success before its log is read. */
const PATIENCE = 20_000;
/** Milliseconds between two readings. */
const TURN = 120_000;

/**
 * The primary, while somebody who needs the database is not ready: the chart throws away what the
 * database says to it, and PostgreSQL's own log tells. Read once in two minutes, never for long.
 */
export function primarysLog(
  { deployment, controlPlane, database }: Observation,
  now: Date,
): { subject?: Subject; next?: Date } {
  const { facts } = database;
  const primary = facts?.pods.find(
    ({ name, ready }) => name === facts.currentPrimary && ready,
  );
  const since = (controlPlane.facts?.pods ?? [])
    .filter(
      ({ component, ready, phase, deletedAt }) =>
        DATABASE_CLIENTS.includes(component ?? '') &&
        !ready &&
        deletedAt === undefined &&
        (phase === 'Pending' || phase === 'Running'),
    )
    .map(waitingSince)
    .filter(at => !Number.isNaN(at))
    .sort((a, b) => a - b)[0];
  if (!facts || !primary || since === undefined || stoppedOnPurpose(facts)) {
    return {};
  }
  const waited = now.getTime() - since - PATIENCE;
  if (waited < 0) {
    return { next: new Date(since + PATIENCE) };
  }
  const turn = Math.floor(waited / TURN);
  return {
    subject: {
      component: 'database',
      namespace: deployment.databaseNamespace,
      pod: primary,
      also: { container: 'postgres', turn },
    },
    next: new Date(since + PATIENCE + (turn + 1) * TURN),
  };
}

/** A pod that is not ready yet waits since it was made. */
function waitingSince({ readySince, createdAt }: PodFacts): number {
  return Date.parse(readySince ?? createdAt);
}
