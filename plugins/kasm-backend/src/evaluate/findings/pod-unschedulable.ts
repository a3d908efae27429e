import { command } from '../command';
import { bySubject, hasReadySibling, podsOf, POD_SOURCES } from '../pods';
import { rule } from './rule';

const HOLD = 120;

export const podUnschedulable = rule(
  'pod-unschedulable',
  POD_SOURCES,
  (context, source) =>
    bySubject(
      podsOf(context, source).filter(
        ({ pod }) => pod.unschedulable?.reason === 'Unschedulable',
      ),
    ).map(([subject, pods]) => {
      const [{ pod, namespace }] = pods;
      return {
        severity: hasReadySibling(context, source, subject)
          ? 'warning'
          : 'error',
        subject,
        title: `${pod.name} fits on no node`,
        since: pod.unschedulable?.since,
        hold: HOLD,
        evidence: pods.map(
          one => `${one.pod.name}: ${one.pod.unschedulable?.message}`,
        ),
        remedy: [
          [
            'See why: capacity, labels or taints.',
            command`kubectl -n ${namespace} describe pod ${pod.name}`,
          ],
          [
            'See which nodes carry the label that it asks for, and label or add one.',
            command`kubectl get nodes -L workload-type`,
          ],
        ],
      };
    }),
);
