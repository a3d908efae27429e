import { checkInOf } from '../agents/checkIn';
import { agentRows, watchesVms } from '../agents/rows';
import { runs } from '../agents/machines';
import { notSeen, type CheckRule } from './check';
import { kasmList } from './kasmList';

const MOST_NAMES = 3;

export const agentsMatchVms: CheckRule = {
  id: 'agents-match-vms',
  check(context) {
    const { agentVms, kasmApi } = context.sights;
    if (!watchesVms(context) || kasmApi.state === 'notConfigured') {
      return {
        result: 'skipped',
        evidence: watchesVms(context)
          ? 'Kasm’s API is not configured.'
          : 'No VMs are watched.',
      };
    }
    const { unseen } = kasmList(context, 'agents');
    if (!agentVms.visible || unseen) {
      return unseen && agentVms.visible ? unseen : notSeen(agentVms.reason);
    }
    const rows = agentRows(context).filter(({ vm }) => !vm || vm.wanted);
    const alone = rows.filter(
      ({ vm, agent }) =>
        !agent ||
        // Whoever checks in without a VM here has a machine of its own.
        (!vm && checkInOf(agent, context) !== 'fresh'),
    );
    // What starts will join yet.
    const starting = alone.filter(({ vm }) => vm && !runs(vm));
    if (alone.length > 0 && alone.length === starting.length) {
      return {
        result: 'unknown',
        evidence: `${starting.length} VMs do not run yet.`,
      };
    }
    return {
      result: rows.length > 0 && alone.length === 0 ? 'pass' : 'fail',
      evidence:
        rows.length === 0
          ? 'There is no agent.'
          : `${rows.length - alone.length} of ${rows.length} have both.${
              alone.length > 0
                ? ` Not: ${alone
                    .slice(0, MOST_NAMES)
                    .map(({ name }) => name)
                    .join(', ')}${alone.length > MOST_NAMES ? ', …' : ''}.`
                : ''
            }`,
    };
  },
};
