import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { WorkloadFacts } from '../observation/Observation';
import { foreignManagers } from './foreignManagers';
import { condition, type Condition, type Watched } from './Watched';

/** What tells whose Deployment it is. */
export interface WatchedDeployment extends WorkloadFacts {
  instance?: string;
}

type RawDeployment = {
  spec?: {
    replicas?: number;
    template?: { spec?: { containers?: Array<{ image?: string }> } };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    conditions?: Condition[];
  };
};

/** @internal */
export const deployments: Watched<WatchedDeployment> = {
  resource: resources.deployments,
  ownersOf: ({ instance }) =>
    instance === undefined ? [] : [`release/${instance}`],
  project(object) {
    const { metadata } = object;
    const labels = metadata.labels ?? {};
    const { spec, status } = object as KubeObject & RawDeployment;
    const desired = spec?.replicas ?? 1;
    const updated = status?.updatedReplicas ?? 0;
    const available = status?.availableReplicas ?? 0;
    const progressing = condition(status?.conditions, 'Progressing');
    const failure = condition(status?.conditions, 'ReplicaFailure');
    return {
      name: metadata.name,
      instance: labels['app.kubernetes.io/instance'],
      component: labels['app.kubernetes.io/component'] ?? metadata.name,
      appVersion: clusterText(labels['app.kubernetes.io/version'], 63),
      chart: clusterText(labels['helm.sh/chart'], 63),
      foreignManagers: foreignManagers(metadata),
      version:
        imageTag(spec?.template?.spec?.containers?.[0]?.image) ??
        labels['app.kubernetes.io/version'],
      desired,
      updated,
      ready: status?.readyReplicas ?? 0,
      available,
      complete:
        (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
        updated === desired &&
        (status?.replicas ?? 0) === updated &&
        available === updated,
      deadlineExceeded:
        progressing?.status === 'False' &&
        progressing.reason === 'ProgressDeadlineExceeded',
      replicaFailure:
        failure?.status === 'True' ? clusterText(failure.message) : undefined,
      rolledOutAt: progressing?.lastUpdateTime,
    };
  },
};

/** `registry:5000/kasmweb/api:1.18.1@sha256:…` → `1.18.1`. */
export function imageTag(image: string | undefined): string | undefined {
  const [named] = (image ?? '').split('@');
  const last = named.split('/').pop() ?? '';
  const colon = last.indexOf(':');
  return colon < 0 ? undefined : clusterText(last.slice(colon + 1), 60);
}
