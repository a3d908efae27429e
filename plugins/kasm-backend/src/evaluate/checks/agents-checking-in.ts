import { checkInOf } from '../agents/checkIn';
import type { CheckRule } from './check';
import { kasmList } from './kasmList';

export const agentsCheckingIn: CheckRule = {
  id: 'agents-checking-in',
  check(context) {
    const { state } = context.sights.kasmApi;
    if (state === 'notConfigured') {
      return { result: 'skipped', evidence: 'Kasm’s API is not configured.' };
    }
    const agents = kasmList(context, 'agents');
    if (!agents.items) {
      return agents.unseen;
    }
    const enabled = agents.items.filter(agent => agent.enabled !== false);
    const words = enabled.map(agent => checkInOf(agent, context));
    const fresh = words.filter(word => word === 'fresh').length;
    if (fresh === 0 && words.some(word => word === undefined)) {
      return {
        result: 'unknown',
        evidence: 'Kasm does not say when agents checked in.',
      };
    }
    return {
      result: fresh > 0 ? 'pass' : 'fail',
      evidence:
        enabled.length === 0
          ? 'No agent is enabled.'
          : `${fresh} of ${enabled.length} enabled check in.`,
    };
  },
};
