import {
  clusterText,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { ClaimFacts } from '../observation/Observation';
import type { Watched } from './Watched';

/** What tells whose claim it is. */
export interface WatchedClaim extends ClaimFacts {
  instance?: string;
  databaseCluster?: string;
  /** As requested, for example `20Gi`. */
  size?: string;
}

/** @internal */
export const claims: Watched<WatchedClaim> = {
  resource: resources.persistentVolumeClaims,
  ownersOf: ({ instance, databaseCluster }) => [
    ...(instance === undefined ? [] : [`release/${instance}`]),
    ...(databaseCluster === undefined ? [] : [`database/${databaseCluster}`]),
  ],
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: {
        storageClassName?: string;
        resources?: { requests?: { storage?: string } };
      };
      status?: { phase?: string };
    };
    const labels = metadata.labels ?? {};
    return {
      name: metadata.name,
      phase: clusterText(status?.phase, 20) ?? 'Pending',
      storageClass: clusterText(spec?.storageClassName, 253),
      createdAt: metadata.creationTimestamp ?? '',
      size: clusterText(spec?.resources?.requests?.storage, 40),
      instance: labels['app.kubernetes.io/instance'],
      databaseCluster: labels['cnpg.io/cluster'],
    };
  },
};
