import {
  clusterText,
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ContainerFacts, PodFacts } from '../observation/Observation';
import { quantity } from './quantity';
import { condition, type Condition, type Watched } from './Watched';

/** What tells whose pod it is. */
export interface WatchedPod extends PodFacts {
  instance?: string;
  /** Label `app.kubernetes.io/name`, which Services select by. */
  appName?: string;
  databaseCluster?: string;
  /** HelmChart whose job it runs. */
  chart?: string;
  job?: string;
}

type RawState = {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    reason?: string;
    message?: string;
    exitCode?: number;
    finishedAt?: string;
  };
};

type RawContainerStatus = {
  name: string;
  image?: string;
  ready?: boolean;
  restartCount?: number;
  state?: RawState;
  lastState?: RawState;
};

type RawPod = {
  spec?: {
    nodeName?: string;
    containers?: Array<{
      resources?: { limits?: { cpu?: string; memory?: string } };
    }>;
  };
  status?: {
    phase?: string;
    conditions?: Condition[];
    initContainerStatuses?: RawContainerStatus[];
    containerStatuses?: RawContainerStatus[];
  };
};

/** The kubelet keeps no more of a container's last words, in bytes. */
const LAST_WORDS = 4096;

/** @internal */
export const pods: Watched<WatchedPod> = {
  resource: resources.pods,
  ownersOf: ({ instance, databaseCluster, chart }) => [
    ...(instance === undefined ? [] : [`release/${instance}`]),
    ...(databaseCluster === undefined ? [] : [`database/${databaseCluster}`]),
    ...(chart === undefined ? [] : [`chart/${chart}`]),
  ],
  project(object) {
    const { metadata } = object;
    const labels = metadata.labels ?? {};
    const { spec, status } = object as KubeObject & RawPod;
    const ready = condition(status?.conditions, 'Ready');
    return {
      name: metadata.name,
      component:
        labels['cnpg.io/instanceRole'] ??
        labels['cnpg.io/jobRole'] ??
        labels['app.kubernetes.io/component'],
      instance: labels['app.kubernetes.io/instance'],
      appName: labels['app.kubernetes.io/name'],
      databaseCluster: labels['cnpg.io/cluster'],
      chart: labels['helmcharts.helm.cattle.io/chart'],
      job: labels['batch.kubernetes.io/job-name'] ?? labels['job-name'],
      createdAt: metadata.creationTimestamp ?? '',
      deletedAt: metadata.deletionTimestamp,
      phase: status?.phase ?? 'Unknown',
      ready: ready?.status === 'True',
      readySince: ready?.lastTransitionTime,
      node: spec?.nodeName,
      limits: limitsOf(spec),
      unschedulable: unschedulable(status?.conditions),
      containers: [
        ...(status?.initContainerStatuses ?? []).map(raw =>
          container(raw, true),
        ),
        ...(status?.containerStatuses ?? []).map(raw => container(raw, false)),
      ],
    };
  },
};

/** The sums of its containers; undefined unless each of them has a limit. */
function limitsOf(spec: RawPod['spec']): PodFacts['limits'] {
  const limits = (spec?.containers ?? []).map(({ resources: its }) => ({
    cpu: quantity(its?.limits?.cpu),
    memory: quantity(its?.limits?.memory),
  }));
  const sum = (kind: 'cpu' | 'memory') =>
    limits.length > 0 && limits.every(limit => limit[kind] !== undefined)
      ? limits.reduce((all, limit) => all + (limit[kind] ?? 0), 0)
      : undefined;
  const [cpu, memory] = [sum('cpu'), sum('memory')];
  return cpu === undefined && memory === undefined
    ? undefined
    : { cpu, memory };
}

function unschedulable(
  conditions: Condition[] | undefined,
): PodFacts['unschedulable'] {
  const scheduled = condition(conditions, 'PodScheduled');
  return scheduled?.status === 'False'
    ? {
        reason: scheduled.reason ?? 'Unschedulable',
        message: clusterText(scheduled.message) ?? '',
        since: scheduled.lastTransitionTime ?? '',
      }
    : undefined;
}

function container(raw: RawContainerStatus, init: boolean): ContainerFacts {
  const { waiting, running, terminated } = raw.state ?? {};
  const last = raw.lastState?.terminated;
  const stateName = running ? 'running' : 'waiting';
  // A container's own last words may hold anything; kubelet's are about names and images.
  const lastWords = terminated?.message ?? last?.message;
  return {
    name: raw.name,
    init,
    image: raw.image ?? '',
    ready: raw.ready === true,
    restarts: raw.restartCount ?? 0,
    state: terminated ? 'terminated' : stateName,
    reason: waiting?.reason ?? terminated?.reason,
    message:
      clusterText(waiting?.message) ??
      (lastWords === undefined
        ? undefined
        : redactLine(telling(lastWords), 300)),
    startedAt: running?.startedAt,
    ...(last && {
      lastTermination: {
        reason: last.reason,
        exitCode: last.exitCode ?? 0,
        finishedAt: last.finishedAt,
        ...(last.message !== undefined && {
          message: redactLine(telling(last.message), 300),
        }),
      },
    }),
  };
}

/** What went wrong, without what was tried before: Helm says many lines, and only the end is news. */
function telling(words: string): string {
  const lines = words
    .slice(-LAST_WORDS)
    .split('\n')
    // A shell that traces says what it runs.
    .filter(line => line.trim() !== '' && !line.startsWith('+ '));
  const begins = [
    lines.findIndex(line => /^\s*(error|fatal|panic)\b/i.test(line)),
    lines.findIndex(line => /\b(failed|refused|waiting for)\b/i.test(line)),
  ].find(index => index >= 0);
  return lines.slice(begins ?? 0).join(' ');
}

/** True while a container keeps failing, so that its log is worth reading. */
export function isCrashing(pod: PodFacts): boolean {
  return (
    pod.phase === 'Failed' ||
    pod.containers.some(
      ({ ready, state, reason, lastTermination }) =>
        reason === 'CrashLoopBackOff' ||
        (state === 'terminated' && reason === 'Error') ||
        (!ready &&
          lastTermination !== undefined &&
          lastTermination.exitCode !== 0),
    )
  );
}
