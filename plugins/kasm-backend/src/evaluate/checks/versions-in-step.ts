import { versionsDiffer } from '../findings/versions-differ';
import { notSeen, type CheckRule } from './check';

export const versionsInStep: CheckRule = {
  id: 'versions-in-step',
  check(context) {
    const { visible, facts, reason } = context.sights.controlPlane;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const [found] = versionsDiffer.find(context);
    const told = facts.workloads.some(({ version }) => version !== undefined);
    if (!found && !told) {
      return notSeen('No version is told.');
    }
    return {
      result: found ? 'fail' : 'pass',
      evidence: found ? `${found.title}.` : 'One version everywhere.',
    };
  },
};
