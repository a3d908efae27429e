import { SESSION_TEST_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import type { CheckRule } from './check';

/** What worked then may not work now: half a year later it should be tried again. */
const HALF_A_YEAR = 180 * 24 * 3600;

/** Only a person knows that the desktop stayed; he says so on the descriptor. */
export const sessionWorks: CheckRule = {
  id: 'session-works',
  check({ deployment, ages }) {
    const { lastSessionTest } = deployment;
    if (lastSessionTest === undefined) {
      return {
        result: 'unknown',
        evidence: `Record one with the annotation ${SESSION_TEST_ANNOTATION} on the descriptor.`,
      };
    }
    const day = lastSessionTest.slice(0, 10);
    return ages.olderThan(lastSessionTest, HALF_A_YEAR)
      ? { result: 'unknown', evidence: `The last was on ${day}; try again.` }
      : { result: 'pass', evidence: `On ${day}.` };
  },
};
