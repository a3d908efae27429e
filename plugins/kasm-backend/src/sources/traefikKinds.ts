import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Watched } from './Watched';

/** Traefik's workload: what it was told, as arguments and environment. */
export interface WatchedTraefik {
  kind: 'DaemonSet' | 'Deployment';
  name: string;
  desired: number;
  ready: number;
  arguments: string[];
  environment: Record<string, string>;
}

type RawWorkload = {
  spec?: {
    replicas?: number;
    template?: {
      spec?: {
        containers?: Array<{
          args?: string[];
          command?: string[];
          env?: Array<{ name: string; value?: string }>;
        }>;
      };
    };
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
    const containers = spec?.template?.spec?.containers ?? [];
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
      arguments: containers
        .flatMap(({ command, args }) => [...(command ?? []), ...(args ?? [])])
        .filter(argument => /^--(entrypoints|providers)\./i.test(argument)),
      environment: Object.fromEntries(
        containers
          .flatMap(({ env }) => env ?? [])
          .filter(({ name }) => /^TRAEFIK_ENTRYPOINTS_/i.test(name))
          .map(({ name, value }) => [name.toUpperCase(), value ?? '']),
      ),
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
