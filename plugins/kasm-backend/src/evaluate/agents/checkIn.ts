import type { KasmAgentStatus } from '@kasm-portal/backstage-plugin-kasm-common';
import type { KasmAgentFacts } from '../../observation/Observation';
import { moment } from '../Ages';
import type { Context, Sights } from '../Context';

/**
 * Seconds. Kasm's own grades are finer (`kasm.md` §5.1), but agents report every 15 to 30 seconds and
 * the portal asks only now and then: what is younger than a minute is no news.
 */
export const LATE = 60;
export const LOST = 5 * 60;
const PUNCTUAL = 30;

/** Further ahead than this, in milliseconds, a clock is wrong. */
const SKEW = 5 * 60 * 1000;

/** Asked many times in one judgement, which has its own sights. */
const known = new WeakMap<
  Sights,
  Map<KasmAgentFacts, KasmAgentStatus['checkIn']>
>();

/**
 * How an agent checks in; undefined when Kasm does not say. Kasm is asked now and then only: one that
 * was punctual when it was asked last has not been heard to miss anything since.
 */
export function checkInOf(
  agent: KasmAgentFacts,
  context: Pick<Context, 'sights' | 'agesOf'>,
): KasmAgentStatus['checkIn'] {
  const words = known.get(context.sights) ?? new Map();
  known.set(context.sights, words);
  if (!words.has(agent)) {
    words.set(agent, judgedCheckIn(agent, context));
  }
  return words.get(agent);
}

function judgedCheckIn(
  { lastCheckIn, status }: KasmAgentFacts,
  context: Pick<Context, 'sights' | 'agesOf'>,
): KasmAgentStatus['checkIn'] {
  const ages = context.agesOf('kasmApi');
  const at = moment(lastCheckIn);
  const missing = status === 'missing' ? 'late' : undefined;
  if (at === undefined || at > ages.now + SKEW) {
    return missing;
  }
  const late = ages.olderThan(lastCheckIn, LATE);
  const lost = ages.olderThan(lastCheckIn, LOST);
  const seen = moment(context.sights.kasmApi.seen) ?? ages.now;
  if (!late || seen - at <= PUNCTUAL * 1000) {
    return missing ?? 'fresh';
  }
  return lost ? 'lost' : 'late';
}

/** Kasm gives it no new sessions, by somebody's wish. */
export function isDraining({ status }: KasmAgentFacts): boolean {
  return status === 'draining';
}
