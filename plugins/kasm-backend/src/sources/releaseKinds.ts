import {
  clusterText,
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ReleaseFacts } from '../observation/Observation';
import { releaseValues } from './releaseValues';
import { condition, type Condition, type Watched } from './Watched';

export interface WatchedHelmChart
  extends Pick<
    ReleaseFacts,
    | 'version'
    | 'failurePolicy'
    | 'failed'
    | 'jobName'
    | 'deletedAt'
    | 'createdAt'
    | 'pinned'
    | 'initialize'
    | 'keepsSecret'
    | 'disabled'
    | 'resolvesNames'
    | 'forceConflicts'
  > {
  name: string;
  /** Changes with every change of what is asked for. */
  edition: string;
}

/** @internal */
export const helmCharts: Watched<WatchedHelmChart> = {
  resource: resources.helmCharts,
  ownersOf: ({ name }) => [`chart/${name}`],
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: {
        version?: string;
        chart?: string;
        chartContent?: string;
        failurePolicy?: string;
        forceConflicts?: boolean;
      };
      status?: { jobName?: string; conditions?: Condition[] };
    };
    const failed = condition(status?.conditions, 'Failed');
    return {
      name: metadata.name,
      edition: `${metadata.uid}/${metadata.generation}`,
      version: clusterText(spec?.version, 60),
      failurePolicy: clusterText(spec?.failurePolicy, 60),
      pinned:
        Boolean(spec?.version) ||
        Boolean(spec?.chartContent) ||
        /\.tgz$/.test(spec?.chart ?? ''),
      forceConflicts: spec?.forceConflicts === true,
      ...releaseValues(spec),
      failed:
        failed?.status === 'True'
          ? redactLine(failed.message ?? '', 300) ??
            clusterText(failed.reason) ??
            'Failed'
          : undefined,
      jobName: clusterText(status?.jobName, 253),
      deletedAt: metadata.deletionTimestamp,
      createdAt: metadata.creationTimestamp,
    };
  },
};

/** What stands beside a HelmChart and wins over it. */
export interface WatchedHelmChartConfig {
  name: string;
  /** The API server fills it in where nothing is written. */
  failurePolicy: string;
}

/** @internal */
export const helmChartConfigs: Watched<WatchedHelmChartConfig> = {
  resource: resources.helmChartConfigs,
  ownersOf: ({ name }) => [`chart/${name}`],
  project(object) {
    const { metadata, spec } = object as KubeObject & {
      spec?: { failurePolicy?: string };
    };
    return {
      name: metadata.name,
      failurePolicy: clusterText(spec?.failurePolicy, 60) ?? 'reinstall',
    };
  },
};

export interface WatchedJob {
  name: string;
  /** RFC 3339 of its end, good or bad. */
  endedAt?: string;
  instance?: string;
  chart?: string;
  complete: boolean;
  failed: boolean;
}

/** @internal */
export const jobs: Watched<WatchedJob> = {
  resource: resources.jobs,
  ownersOf: ({ name, chart }) => [
    `chart/${chart ?? name.replace(/^helm-install-/, '')}`,
  ],
  project(object) {
    const { metadata, status } = object as KubeObject & {
      status?: { completionTime?: string; conditions?: Condition[] };
    };
    const labels = metadata.labels ?? {};
    const failed = condition(status?.conditions, 'Failed');
    return {
      name: metadata.name,
      endedAt:
        status?.completionTime ??
        (failed?.status === 'True' ? failed.lastTransitionTime : undefined),
      instance: labels['app.kubernetes.io/instance'],
      chart: labels['helmcharts.helm.cattle.io/chart'],
      complete: condition(status?.conditions, 'Complete')?.status === 'True',
      failed: failed?.status === 'True',
    };
  },
};
