import { capacityOf, smallestImage } from '../agents/capacity';
import { notSeen, type CheckRule } from './check';
import { kasmList } from './kasmList';

export const capacityLeft: CheckRule = {
  id: 'capacity-left',
  check(context) {
    const { visible, reason, state, facts } = context.sights.kasmApi;
    if (state === 'notConfigured') {
      return { result: 'skipped', evidence: 'Kasm’s API is not configured.' };
    }
    for (const list of ['agents', 'images'] as const) {
      const { unseen } = kasmList(context, list);
      if (unseen) {
        return unseen;
      }
    }
    const capacity = visible ? capacityOf(context) : undefined;
    if (!capacity) {
      return visible && facts?.images && !smallestImage(context)
        ? {
            result: 'skipped',
            evidence: 'No workspace can be started everywhere.',
          }
        : notSeen(
            visible ? 'What agents and workspaces need is not seen.' : reason,
          );
    }
    return {
      result: capacity.slots > 0 ? 'pass' : 'fail',
      evidence:
        capacity.slots > 0
          ? 'There is room.'
          : `Another ${capacity.image} does not fit.`,
    };
  },
};
