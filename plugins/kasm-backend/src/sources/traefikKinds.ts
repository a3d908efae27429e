import {
  resources,
  traefikSettings,
  type KubeObject,
  type TraefikContainer,
  type TraefikSettings,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from './Watched';

/** Traefik's workload: of what it was told only what concerns Kasm. */
export interface WatchedTraefik {
  kind: 'DaemonSet' | 'Deployment';
  name: string;
  desired: number;
  ready: number;
  settings: TraefikSettings;
}

type RawWorkload = {
  spec?: {
    replicas?: number;
    template?: { spec?: { containers?: TraefikContainer[] } };
  };
  status?: {
    desiredNumberScheduled?: number;
    numberReady?: number;
    readyReplicas?: number;
  };
};

function traefik(kind: WatchedTraefik['kind']) {
  return (object: KubeObject): WatchedTraefik => {
    const { metadata, spec, status } = object as KubeObject & RawWorkload;
    return {
      kind,
      name: metadata.name,
      desired:
        kind === 'DaemonSet'
          ? status?.desiredNumberScheduled ?? 0
          : spec?.replicas ?? 1,
      ready:
        (kind === 'DaemonSet' ? status?.numberReady : status?.readyReplicas) ??
        0,
      settings: traefikSettings(spec?.template?.spec?.containers ?? []),
    };
  };
}

/** @internal */
export const traefikDaemonSets: Watched<WatchedTraefik> = {
  resource: resources.daemonSets,
  project: traefik('DaemonSet'),
};

/** @internal */
export const traefikDeployments: Watched<WatchedTraefik> = {
  resource: resources.deployments,
  project: traefik('Deployment'),
};
