import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import { command } from '../command';
import type { Context } from '../Context';
import {
  bySubject,
  hasReadySibling,
  podsOf,
  POD_SOURCES,
  type PlacedPod,
} from '../pods';
import { rule } from './rule';

const HOLD = 120;
/** What an autoscaler needs for a node. */
const SCALE_UP = 15 * 60;

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
        ...(pods.every(one => nodeIsComing(context, source, one)) && {
          settling: true,
        }),
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

/** An autoscaler makes one for it, and still has time. */
function nodeIsComing(
  { sights, ages }: Context,
  source: SourceName,
  { pod }: PlacedPod,
): boolean {
  const facts =
    source === 'database' ? sights.database.facts : sights.controlPlane.facts;
  return (facts?.scaleUps ?? []).some(
    one => one.pod === pod.name && !ages.olderThan(one.at, SCALE_UP),
  );
}
