import type { Clock } from '../../Clock';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { tolerates, type Taint } from '../kubelet/nodeMatching';
import { timestamp } from '../machinery/conditions';
import { elapsedSince } from '../machinery/elapsedSince';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const NOT_READY = 'node.kubernetes.io/not-ready';
const CORDONED = 'node.kubernetes.io/unschedulable';
const MANAGED = [UNREACHABLE, NOT_READY, CORDONED];

/** Whether a node says that it is ready. */
export function readiness(node: StoredObject): 'True' | 'False' | 'Unknown' {
  const ready = (node.status?.conditions ?? []).find(
    ({ type }: { type: string }) => type === 'Ready',
  );
  // Nodes of tests say nothing of themselves.
  return ready?.status ?? 'True';
}

/** The taints that a node has to have by its condition; those of others stay. */
export function wantedTaints(node: StoredObject, now: Date): Taint[] {
  const taints: Taint[] = node.spec?.taints ?? [];
  const status = readiness(node);
  const key = { True: undefined, False: NOT_READY, Unknown: UNREACHABLE }[
    status
  ];
  const wanted: Taint[] = [
    ...(key
      ? [
          { key, effect: 'NoSchedule' },
          { key, effect: 'NoExecute' },
        ]
      : []),
    ...(node.spec?.unschedulable
      ? [{ key: CORDONED, effect: 'NoSchedule' }]
      : []),
  ];
  return [
    ...taints.filter(taint => !MANAGED.includes(taint.key)),
    ...wanted.map(
      taint =>
        taints.find(
          had => had.key === taint.key && had.effect === taint.effect,
        ) ?? { ...taint, timeAdded: timestamp(now) },
    ),
  ];
}

/** Milliseconds until a pod has to leave a tainted node; undefined when it may stay. */
export function timeLeft(
  pod: StoredObject,
  taints: Taint[],
  clock: Clock,
): number | undefined {
  const times = taints.map(taint => {
    const matching = (pod.spec?.tolerations ?? []).filter((each: any) =>
      tolerates(each, taint),
    );
    if (matching.length === 0) {
      return 0;
    }
    const seconds = matching
      .map((each: any) => each.tolerationSeconds)
      .filter((each: any) => each !== undefined);
    return seconds.length === 0
      ? Infinity
      : Math.min(...seconds) * 1000 - elapsedSince(clock, taint.timeAdded);
  });
  const left = Math.min(Infinity, ...times);
  return left === Infinity ? undefined : Math.max(0, left);
}
