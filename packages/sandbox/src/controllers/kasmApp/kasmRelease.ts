import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { chartValues } from '../helm/chartValues';
import { CHARTS } from '../helm/chartResources';
import { MACHINES } from '../kubeVirt/machineResources';
import { installerFacts } from './machineFacts';

const DEPLOYMENT = 'kasm-portal/deployment';

/** Names an installation. */
export interface KasmPlace {
  namespace: string;
  release: string;
}

/** How maps name an installation. */
export const placeKey = ({ namespace, release }: KasmPlace) =>
  `${namespace}/${release}`;

/** What the clusters tell about an installation, beside its database. */
export interface KasmRelease {
  /** Its public host; empty when nothing says it. */
  host: string;
  zone: string;
  /** Where its agents' machines are; undefined when nothing says it. */
  agentNamespace?: string;
  /** The portal's name for it. */
  deployment?: string;
}

/** Kasm's Deployment of the API, whatever the chart's version calls it. */
export function apiDeployment(
  rke2: ClusterStore,
  { namespace, release }: KasmPlace,
): StoredObject | undefined {
  return rke2
    .list('deployments.apps', {
      namespace,
      labels: {
        'app.kubernetes.io/instance': release,
        'app.kubernetes.io/component': 'api',
      },
    })
    .find(({ metadata }) => !metadata.deletionTimestamp);
}

/** Reads what belongs to a release: its values, and the portal's descriptor. */
export function kasmRelease(rke2: ClusterStore, place: KasmPlace): KasmRelease {
  const chart = rke2
    .list(CHARTS)
    .find(
      ({ metadata, spec }) =>
        metadata.name === place.release &&
        (spec.targetNamespace ?? metadata.namespace) === place.namespace,
    );
  if (!chart) return { host: '', zone: 'default' };
  const values = chartValues(chart, undefined);
  const deployment = chart.metadata.labels?.[DEPLOYMENT];
  const descriptor =
    deployment &&
    rke2.get(
      'configmaps',
      chart.metadata.namespace,
      `${deployment}-descriptor`,
    );
  return {
    host: values.publicAddr ?? '',
    zone: values.kasmZones?.[0]?.name ?? 'default',
    agentNamespace: descriptor && agentNamespaceIn(descriptor),
    deployment,
  };
}

function agentNamespaceIn({ data }: StoredObject): string | undefined {
  try {
    return JSON.parse(data['descriptor.json']).spec?.agents?.namespace;
  } catch {
    // What the portal wrote is its own business; Kasm then has no agents.
    return undefined;
  }
}

/**
 * The machines whose agents register with an installation: those whose user data name its host, and of
 * those that name none the ones that the portal made for it.
 */
export function machinesOf(
  harvester: ClusterStore,
  { host, agentNamespace, deployment }: KasmRelease,
): StoredObject[] {
  if (!agentNamespace) return [];
  return harvester
    .list(MACHINES, { namespace: agentNamespace })
    .filter(machine => {
      const { manager } = installerFacts(harvester, machine);
      if (manager) return manager.toLowerCase() === host.toLowerCase();
      const label = machine.metadata.labels?.[DEPLOYMENT];
      return label === undefined || label === deployment;
    });
}
