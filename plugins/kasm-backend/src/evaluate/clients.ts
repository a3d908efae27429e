import type { LogSignature } from '../observation/Observation';
import type { Context } from './Context';
import { podsOf } from './pods';

/** Components that talk to the database. */
export const DATABASE_CLIENTS = ['api', 'manager', 'db-init'];

/**
 * Lines of known patterns that still mean something: from a client of the database that is not ready
 * now. A line of one that works again is history.
 */
export function complaints(context: Context, ids: string[]): LogSignature[] {
  const unready = podsOf(context, 'controlPlane').filter(
    ({ pod, subject }) => DATABASE_CLIENTS.includes(subject) && !pod.ready,
  );
  const subjects = new Set(unready.map(({ subject }) => subject));
  const signatures = context.sights.controlPlane.facts?.signatures ?? [];
  return signatures.filter(
    ({ id, component }) =>
      ids.includes(id) &&
      (subjects.has(component) ||
        // PostgreSQL's own log tells of clients; it counts while one of them does not work.
        (['database', 'initdb'].includes(component) && subjects.size > 0)),
  );
}

/** The earliest of the moments at which something was complained of. */
export function firstOf(signatures: LogSignature[]): string | undefined {
  return signatures
    .map(({ at }) => at)
    .sort()
    .shift();
}
