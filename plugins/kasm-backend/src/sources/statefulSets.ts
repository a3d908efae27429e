import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { imageTag, type WatchedDeployment } from './deployments';
import { foreignManagers } from './foreignManagers';
import type { Watched } from './Watched';

type RawStatefulSet = {
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
    currentRevision?: string;
    updateRevision?: string;
  };
};

/**
 * Components that some patches of Kasm's charts deploy so. A StatefulSet has no conditions that tell of
 * rollouts: whether one goes on shows in its counts only, and when it ended not at all.
 *
 * @internal
 */
export const statefulSets: Watched<WatchedDeployment> = {
  resource: resources.statefulSets,
  ownersOf: ({ instance }) =>
    instance === undefined ? [] : [`release/${instance}`],
  project(object) {
    const { metadata } = object;
    const labels = metadata.labels ?? {};
    const { spec, status } = object as KubeObject & RawStatefulSet;
    const desired = spec?.replicas ?? 1;
    const ready = status?.readyReplicas ?? 0;
    const updated =
      status?.updateRevision !== undefined &&
      status.updateRevision === status.currentRevision
        ? status.replicas ?? 0
        : status?.updatedReplicas ?? 0;
    // Servers before 1.22 do not count what is available.
    const available = status?.availableReplicas ?? ready;
    return {
      name: metadata.name,
      kind: 'StatefulSet',
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
      ready,
      available,
      complete:
        (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
        updated === desired &&
        (status?.replicas ?? 0) === updated &&
        available === updated,
      deadlineExceeded: false,
    };
  },
};
