import { checkInOf } from '../agents/checkIn';
import { agentsOfKasm } from '../agents/rows';
import { notSeen, type CheckRule } from './check';

export const agentsCheckingIn: CheckRule = {
  id: 'agents-checking-in',
  check(context) {
    const { visible, reason, state } = context.sights.kasmApi;
    const agents = agentsOfKasm(context);
    if (state === 'notConfigured') {
      return { result: 'skipped', evidence: 'Kasm’s API is not configured.' };
    }
    if (!visible || !agents) {
      return notSeen(reason ?? 'Kasm’s agents are not seen.');
    }
    const enabled = agents.filter(agent => agent.enabled !== false);
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
