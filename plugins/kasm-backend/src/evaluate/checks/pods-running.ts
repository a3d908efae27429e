import { command } from '../command';
import { podsOf } from '../pods';
import type { CheckRule } from './check';

export const podsRunning: CheckRule = context => {
  const { visible, facts, reason } = context.sights.controlPlane;
  const check = {
    id: 'pods-running',
    title: 'All pods run',
    command: command`kubectl -n ${context.deployment.namespace} get pods`,
  };
  if (!visible || !facts) {
    return { ...check, result: 'unknown', evidence: reason ?? 'Not seen.' };
  }
  const pods = podsOf(context, 'controlPlane');
  const ready = pods.filter(({ pod }) => pod.ready).length;
  return {
    ...check,
    result: pods.length > 0 && ready === pods.length ? 'pass' : 'fail',
    evidence: `${ready} of ${pods.length} pods are ready.`,
  };
};
