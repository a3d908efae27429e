import type { LogSignature } from '../observation/Observation';
import type { Context } from './Context';
import { podsOf } from './pods';

/** Components that talk to the database. */
export const DATABASE_CLIENTS = ['api', 'manager', 'db-init'];

/**
 * Lines of known patterns that still mean something: of a pod of a client of the database that is
 * there and not ready. A line of a pod that works again, or is gone, is history.
 */
export function complaints(context: Context, ids: string[]): LogSignature[] {
  const unready = new Set(
    podsOf(context, 'controlPlane')
      .filter(
        ({ pod, subject }) => DATABASE_CLIENTS.includes(subject) && !pod.ready,
      )
      .map(({ pod }) => pod.name),
  );
  const signatures = context.sights.controlPlane.facts?.signatures ?? [];
  return signatures.filter(
    ({ id, component, pod }) =>
      ids.includes(id) &&
      (unready.has(pod) ||
        // PostgreSQL's own log tells of clients; it counts while one of them does not work.
        (['database', 'initdb'].includes(component) && unready.size > 0)),
  );
}

/** The earliest of the moments at which something was complained of. */
export function firstOf(signatures: LogSignature[]): string | undefined {
  return signatures
    .map(({ at }) => at)
    .sort()
    .shift();
}
