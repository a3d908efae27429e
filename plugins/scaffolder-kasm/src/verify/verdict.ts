import {
  PLATFORM_CHECK_IDS,
  type Check,
  type StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';

/** What a status document says of the seed's Verification. */
export type Verdict =
  /** Every check of the platform's own list passes, or does not apply. */
  | { met: true }
  | {
      met: false;
      unmet: Check[];
      /**
       * It may come by itself: something is under way, younger than the time after which it counts, or
       * has not been seen yet.
       */
      pending: boolean;
    };

/** @param allowUnknown - what nobody can see does not stand in the way */
export function verdict(
  status: Pick<StatusDocument, 'checks' | 'findings' | 'health'>,
  { allowUnknown }: { allowUnknown: boolean },
): Verdict {
  // The others tell how well it is run, which takes time: a backup, a rehearsal, a session.
  const asked = status.checks.filter(({ id }) =>
    PLATFORM_CHECK_IDS.some(one => one === id),
  );
  const unmet = asked.filter(
    ({ result }) =>
      result === 'fail' || (result === 'unknown' && !allowUnknown),
  );
  if (unmet.length === 0 && asked.length > 0) {
    return { met: true };
  }
  const failed = unmet.some(({ result }) => result === 'fail');
  const underWay =
    status.health === 'progressing' ||
    status.findings.some(({ settling }) => settling);
  return { met: false, unmet, pending: !failed || underWay };
}
