import type { LicenceFacts } from '../../observation/Observation';
import type { Context } from '../Context';
import { rule, type Found } from './rule';

/** Days. */
const SOON = 14;
const DAY = 24 * 3600;
const NEARLY = 0.9;

/** Sessions that a licence counts: those that nobody stopped. */
const NOT_COUNTED = ['stopped', 'deleting', 'deleted'];

export const licenceExhausted = rule(
  'licence-exhausted',
  'kasmApi',
  context => {
    const licences = context.sights.kasmApi.facts?.licences ?? [];
    // The community edition has none, and limits itself.
    if (licences.length === 0) {
      return [];
    }
    const valid = licences.filter(
      ({ expiresAt }) =>
        expiresAt === undefined || !context.ages.passed(expiresAt),
    );
    const problems = [
      ending(valid, context),
      ...(valid.length > 0 ? [taken(valid, context)] : []),
    ].flatMap(problem => problem ?? []);
    const [worst] = [...problems].sort(
      (a, b) => Number(b.isOver) - Number(a.isOver),
    );
    return worst
      ? [
          {
            severity: worst.isOver ? 'error' : 'warning',
            title: `The Kasm licence ${worst.text}`,
            evidence: problems.map(({ text }) => `The licence ${text}.`),
            remedy: [
              ['Activate another licence in Kasm: Settings, Licensing.'],
              ['End sessions that nobody uses.'],
            ],
          } satisfies Found,
        ]
      : [];
  },
);

type Problem = { text: string; isOver: boolean };

/** The last of them counts: until then there is one. */
function ending(valid: LicenceFacts[], { ages }: Context): Problem | undefined {
  if (valid.length === 0) {
    return { text: 'has ended', isOver: true };
  }
  const ends = valid.map(({ expiresAt }) => expiresAt);
  const last = ends.includes(undefined)
    ? undefined
    : (ends as string[]).sort().at(-1);
  if (last === undefined || !ages.passed(last, -SOON * DAY)) {
    return undefined;
  }
  const days = ages.daysUntil(last);
  return {
    text: `ends in ${days} day${days === 1 ? '' : 's'}`,
    isOver: false,
  };
}

/** Named users cannot be counted from outside; sessions can. */
function taken(
  valid: LicenceFacts[],
  { sights }: Context,
): Problem | undefined {
  const { sessions } = sights.kasmApi.facts ?? {};
  const limits = valid.map(({ limit }) => limit);
  if (
    !sessions ||
    limits.includes(undefined) ||
    valid.some(({ kind }) => /named/i.test(kind ?? ''))
  ) {
    return undefined;
  }
  const limit = (limits as number[]).reduce((sum, one) => sum + one, 0);
  const used = sessions.filter(
    ({ status }) => !NOT_COUNTED.includes(status),
  ).length;
  if (limit === 0 || used < limit * NEARLY) {
    return undefined;
  }
  return {
    text:
      used >= limit
        ? `allows no more than the ${limit} sessions that there are`
        : `is nearly used up: ${used} of ${limit} sessions`,
    isOver: used >= limit,
  };
}
