import {
  clusterText,
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ReleaseFacts } from '../observation/Observation';
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
  > {
  name: string;
  /** Changes with every change of what is asked for. */
  edition: string;
}

/** @internal */
export const helmCharts: Watched<WatchedHelmChart> = {
  resource: resources.helmCharts,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: { version?: string; failurePolicy?: string };
      status?: { jobName?: string; conditions?: Condition[] };
    };
    const failed = condition(status?.conditions, 'Failed');
    return {
      name: metadata.name,
      edition: `${metadata.uid}/${metadata.generation}`,
      version: clusterText(spec?.version, 60),
      failurePolicy: clusterText(spec?.failurePolicy, 60),
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

export interface WatchedJob {
  name: string;
  instance?: string;
  chart?: string;
  complete: boolean;
  failed: boolean;
}

/** @internal */
export const jobs: Watched<WatchedJob> = {
  resource: resources.jobs,
  project(object) {
    const { metadata, status } = object as KubeObject & {
      status?: { conditions?: Condition[] };
    };
    const labels = metadata.labels ?? {};
    return {
      name: metadata.name,
      instance: labels['app.kubernetes.io/instance'],
      chart: labels['helmcharts.helm.cattle.io/chart'],
      complete: condition(status?.conditions, 'Complete')?.status === 'True',
      failed: condition(status?.conditions, 'Failed')?.status === 'True',
    };
  },
};
