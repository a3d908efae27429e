import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import type {
  ContainerFacts,
  PodFacts,
  WorkloadFacts,
} from '../observation/Observation';
import { moment } from './Ages';
import { oncePerSight, type Context } from './Context';

/** Sources that see pods. */
export const POD_SOURCES: SourceName[] = ['controlPlane', 'database'];

/** A pod that should run, and where it belongs. */
export interface PlacedPod {
  pod: PodFacts;
  /** What findings about it concern: the component of the control plane, else the pod. */
  subject: string;
  namespace: string;
  /** Target of `kubectl logs`: `deploy/…` for components, else `pod/…`. */
  logsOf: { kind: 'deploy' | 'pod'; name: string };
}

const kasmPods = oncePerSight(context => {
  const { deployment, sights } = context;
  return running(sights.controlPlane.facts?.pods).map((pod): PlacedPod => {
    const workload = pod.component && workloadOf(context, pod.component);
    return {
      pod,
      subject: pod.component ?? pod.name,
      namespace: deployment.namespace,
      logsOf: workload
        ? { kind: 'deploy', name: workload.name }
        : { kind: 'pod', name: pod.name },
    };
  });
});

const databasePods = oncePerSight(({ deployment, sights }) =>
  running(sights.database.facts?.pods).map(
    (pod): PlacedPod => ({
      pod,
      subject: pod.name,
      namespace: deployment.databaseNamespace,
      logsOf: { kind: 'pod', name: pod.name },
    }),
  ),
);

function running(pods: PodFacts[] = []): PodFacts[] {
  return pods.filter(
    ({ deletedAt, phase }) =>
      deletedAt === undefined && phase !== 'Succeeded' && phase !== 'Failed',
  );
}

/** Pods of a source that are meant to run: without those that go, and those that are done. */
export function podsOf(
  context: Context,
  source: SourceName,
): readonly PlacedPod[] {
  return source === 'controlPlane' ? kasmPods(context) : databasePods(context);
}

/** The workload of a component; the first when there is one per zone. */
export function workloadOf(
  context: Context,
  component: string,
): WorkloadFacts | undefined {
  return context.sights.controlPlane.facts?.workloads.find(
    workload => workload.component === component,
  );
}

/** Pods grouped by what findings about them concern, for one finding per component. */
export function bySubject(
  pods: readonly PlacedPod[],
): Array<[string, PlacedPod[]]> {
  const groups = new Map<string, PlacedPod[]>();
  for (const placed of pods) {
    groups.set(placed.subject, [...(groups.get(placed.subject) ?? []), placed]);
  }
  return [...groups];
}

/** Whether another pod of the same component serves. */
export function hasReadySibling(
  context: Context,
  source: SourceName,
  subject: string,
): boolean {
  return podsOf(context, source).some(
    placed => placed.subject === subject && placed.pod.ready,
  );
}

/** A container that waits for one of these reasons. */
export function waitingFor(
  pod: PodFacts,
  reasons: readonly string[],
): ContainerFacts | undefined {
  return pod.containers.find(
    ({ state, reason }) =>
      state === 'waiting' && reason !== undefined && reasons.includes(reason),
  );
}

/**
 * Since when a container waits, at the latest: its last end, or when its pod was made or stopped
 * being ready. A pod may be old when it cannot start once more.
 */
export function waitingSince(
  { createdAt, ready, readySince }: PodFacts,
  { lastTermination }: Pick<ContainerFacts, 'lastTermination'>,
): string {
  const moments = [
    createdAt,
    ready ? undefined : readySince,
    lastTermination?.finishedAt,
  ].flatMap(at => (moment(at) === undefined ? [] : at ?? []));
  return (
    moments.sort((a, b) => (moment(a) ?? 0) - (moment(b) ?? 0)).pop() ??
    createdAt
  );
}

/** A rollout younger than its deadline explains what is not ready. */
const ROLLOUT_DEADLINE = 600;

/** Whether a component is being rolled out and still has time. */
export function rollingOut(context: Context, component: string): boolean {
  const workloads =
    context.sights.controlPlane.facts?.workloads.filter(
      workload => workload.component === component,
    ) ?? [];
  return workloads.some(
    ({ complete, deadlineExceeded, rolledOutAt }) =>
      !complete &&
      !deadlineExceeded &&
      rolledOutAt !== undefined &&
      !context.ages.olderThan(rolledOutAt, ROLLOUT_DEADLINE),
  );
}
