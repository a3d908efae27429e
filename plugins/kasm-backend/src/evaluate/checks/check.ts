import type { Check, CheckId } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Context } from '../Context';

/** What came of a check. Never `pass` without sight. */
export type CheckOutcome = Required<Omit<Check, 'id'>>;

/** One line of “Verification”, computed; called as the catalogue calls it. */
export interface CheckRule {
  id: CheckId;
  check(context: Context): CheckOutcome;
}

/** Of a source that is not seen, or was never. */
export function notSeen(reason: string | undefined): CheckOutcome {
  return { result: 'unknown', evidence: reason ?? 'Not seen.' };
}
