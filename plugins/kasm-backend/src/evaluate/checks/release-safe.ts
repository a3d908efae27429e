import { releaseUnsafeToRerun } from '../findings/release-unsafe-to-rerun';
import { notSeen, type CheckRule } from './check';

export const releaseSafe: CheckRule = {
  id: 'release-safe',
  check(context) {
    const { visible, facts, reason } = context.sights.release;
    if (context.deployment.delivery === 'external') {
      return { result: 'skipped', evidence: 'Not delivered as a HelmChart.' };
    }
    if (!visible || !facts?.present) {
      return notSeen(reason);
    }
    const [unsafe] = releaseUnsafeToRerun.find(context);
    if (unsafe) {
      return { result: 'fail', evidence: unsafe.evidence[0] ?? unsafe.title };
    }
    return facts.initialize === undefined
      ? notSeen('Its values cannot be read.')
      : { result: 'pass', evidence: 'Helm may run again.' };
  },
};
