import { mockServices } from '@backstage/backend-test-utils';
import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  createKasmApis,
  type ClusterConfig,
  type KasmConfig,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { DeploymentRegistry } from '../../descriptors/DeploymentRegistry';
import { knownDeployment } from '../../descriptors/KnownDeployment';
import { Trust } from '../../endpoint/Trust';
import { DeploymentWatcher } from '../../service/DeploymentWatcher';
import type { ClusterViews, Scope } from '../ClusterViews';
import { CallGate } from '../kasmApi/CallGate';
import type { Watched } from '../Watched';

const cluster = {
  name: 'rke2',
  roles: ['controlPlane'],
  systemNamespace: 'kasm-portal',
  operatorNamespace: 'cnpg-system',
  ingress: { namespace: 'kube-system', workload: 'rke2-traefik', port: 443 },
} as unknown as ClusterConfig;

/** The manifest's example: a deployment that is all defaults. */
const deployment = knownDeployment(
  {
    cluster: 'rke2',
    from: 'descriptor',
    where: 'a descriptor',
    createdAt: '2026-01-01T00:00:00Z',
    descriptor: {
      version: 1,
      // Its public host is not looked at, so nothing leaves this process.
      state: 'retired',
      delivery: 'helmchart',
      created: [],
      spec: kasmDeploymentSpec.parse({
        cluster: 'rke2',
        owner: 'group:default/team',
        domain: 'example.com',
        agents: { cluster: 'harvester', namespace: 'kasm-agents' },
      }),
    },
  },
  cluster,
);

/** A list and watch that is opened. */
export interface Watch {
  resource: KubeResource;
  scope: Scope;
}

/** Everything that the backend lists and watches for one deployment. */
export async function allWatches(): Promise<Watch[]> {
  const watches: Watch[] = [];
  const views = {
    view({ resource }: Watched<unknown>, scope: Scope) {
      watches.push({ resource, scope });
      const state = { state: 'unreachable', since: '2026-01-01T00:00:00Z' };
      return { state, wasRead: false, items: () => [], release: () => {} };
    },
  } as unknown as ClusterViews;
  const logger = mockServices.logger.mock();
  const registry = new DeploymentRegistry({
    config: { clusters: [cluster], deployments: [] } as unknown as KasmConfig,
    logger,
    onChange: () => {},
  });
  registry.start(() => views);
  registry.stop();
  await new DeploymentWatcher({
    deployment,
    cluster,
    client: undefined as never,
    views,
    agentViews: views,
    trust: new Trust({}),
    kasm: {
      apis: createKasmApis({ clusters: [], kasmApis: [] } as never),
      gate: new CallGate(1),
    },
    logger,
    onStatus: () => {},
  }).stop();
  return watches;
}
