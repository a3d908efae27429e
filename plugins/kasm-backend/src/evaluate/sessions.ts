import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type { SessionFacts } from '../observation/Observation';
import type { Context } from './Context';

/** Somebody works in it: staged sessions have no user yet. */
export function inUse({ status, standby }: SessionFacts): boolean {
  return status === 'running' && standby !== true;
}

/**
 * How many people would notice. As last heard, with the moment of it; undefined when nobody knows.
 */
export function sessionsPart({ sights }: Context): StatusDocument['sessions'] {
  const { facts, seen, since } = sights.kasmApi;
  if (!facts?.sessions) {
    return undefined;
  }
  return {
    now: facts.sessions.filter(inUse).length,
    ...(facts.sessionsBefore !== undefined && { before: facts.sessionsBefore }),
    asOf: seen ?? since,
  };
}
