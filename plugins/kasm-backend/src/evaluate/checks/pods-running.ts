import { podsOf } from '../pods';
import { notSeen, type CheckRule } from './check';

export const podsRunning: CheckRule = {
  id: 'pods-running',
  check(context) {
    const { visible, facts, reason } = context.sights.controlPlane;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const pods = podsOf(context, 'controlPlane');
    const ready = pods.filter(({ pod }) => pod.ready).length;
    return {
      result: pods.length > 0 && ready === pods.length ? 'pass' : 'fail',
      evidence: `${ready} of ${pods.length} pods are ready.`,
    };
  },
};
