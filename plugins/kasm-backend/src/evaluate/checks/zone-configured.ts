import { zoneProblems } from '../findings/zone-misaddressed';
import type { CheckRule } from './check';
import { kasmList } from './kasmList';

export const zoneConfigured: CheckRule = {
  id: 'zone-configured',
  check(context) {
    const seen = kasmList(context, 'zones');
    if (!seen.items) {
      return seen.unseen;
    }
    if (seen.items.length === 0) {
      return { result: 'fail', evidence: 'Kasm has no zone.' };
    }
    const problems = seen.items.flatMap(zone =>
      zoneProblems(zone, context).map(problem => `${zone.name}: ${problem}`),
    );
    if (problems.length > 0) {
      return { result: 'fail', evidence: problems[0] };
    }
    if (seen.items.some(({ proxyPort }) => proxyPort === undefined)) {
      return { result: 'unknown', evidence: 'Kasm does not say its port.' };
    }
    return {
      result: 'pass',
      evidence:
        seen.items.length === 1
          ? seen.items[0].name.slice(0, 40)
          : `${seen.items.length} zones`,
    };
  },
};
