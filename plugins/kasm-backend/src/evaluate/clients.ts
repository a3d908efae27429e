import type { LogSignature } from '../observation/Observation';
import { moment } from './Ages';
import type { Context } from './Context';
import { podsOf } from './pods';

/** Components that talk to the database. */
export const DATABASE_CLIENTS = ['api', 'manager', 'db-init'];

/** PostgreSQL's own words, which are about every client. */
const SERVER = ['database', 'initdb'];

/** What the initialisation logs in as, besides the database's owner. */
const SUPERUSER = 'postgres';

/** Seconds in which the initialisation is done, or waits for something. */
const INITIALISING = 120;

/** A line that was written so many seconds before the pod was made may still be about it. */
const SKEW = 60;

/**
 * Lines of known patterns that still mean something: of a pod of a client of the database that is
 * there and not ready. A line of a pod that works again, or is gone, is history; so is what PostgreSQL
 * said before the clients of today were made, and what it said to somebody else is not about Kasm.
 */
export function complaints(context: Context, ids: string[]): LogSignature[] {
  const { signatures = [] } = context.sights.controlPlane.facts ?? {};
  if (signatures.length === 0) {
    return [];
  }
  const unready = podsOf(context, 'controlPlane').filter(
    ({ pod, subject }) =>
      DATABASE_CLIENTS.includes(subject) &&
      (!pod.ready ||
        // A Job has no probe: it is ready while it tries in vain.
        (subject === 'db-init' &&
          context.ages.olderThan(
            pod.readySince ?? pod.createdAt,
            INITIALISING,
          ))),
  );
  const names = new Set(unready.map(({ pod }) => pod.name));
  const oldest = Math.min(
    ...unready.map(({ pod }) => moment(pod.createdAt) ?? 0),
  );
  return signatures.filter(
    signature =>
      ids.includes(signature.id) &&
      (names.has(signature.pod) ||
        (SERVER.includes(signature.component) &&
          names.size > 0 &&
          (moment(signature.at) ?? oldest) >= oldest - SKEW * 1000 &&
          concernsKasm(context, signature))),
  );
}

/**
 * What is not said counts: only another user's, or another database's, trouble is not Kasm's. While
 * nobody knows who Kasm's user is, every user is another's.
 */
function concernsKasm(
  { sights }: Context,
  { user, database }: LogSignature,
): boolean {
  const { owner, ownDatabase } = sights.database.facts ?? {};
  const sameUser = user === undefined || user === owner || user === SUPERUSER;
  const sameDatabase =
    database === undefined ||
    ownDatabase === undefined ||
    database === ownDatabase ||
    database === SUPERUSER;
  return sameUser && sameDatabase;
}

/** The earliest of the moments at which something was complained of. */
export function firstOf(signatures: LogSignature[]): string | undefined {
  return signatures
    .map(({ at }) => at)
    .sort()
    .shift();
}
