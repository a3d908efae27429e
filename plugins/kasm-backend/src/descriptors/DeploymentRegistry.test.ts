import { mockServices } from '@backstage/backend-test-utils';
import type {
  KasmConfig,
  ReflectorState,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { eventually } from '../__testUtils__/startPortal';
import type { ClusterViews, Interest } from '../sources/ClusterViews';
import type { FoundDescriptor } from './descriptorConfigMaps';
import { DeploymentRegistry } from './DeploymentRegistry';

const cluster = {
  name: 'rke2',
  roles: ['controlPlane'],
  systemNamespace: 'kasm-portal',
  namespaces: ['*'],
  domains: ['example.com'],
  agentClusters: [],
  ingress: { port: 443 },
};

const descriptor: FoundDescriptor = {
  configMap: 'kasm-descriptor',
  createdAt: '2026-01-01T00:00:00Z',
  descriptor: {
    version: 1,
    state: 'active',
    delivery: 'helmchart',
    created: [],
    spec: kasmDeploymentSpec.parse({
      cluster: 'rke2',
      owner: 'group:default/team',
      domain: 'example.com',
    }),
  },
};

describe('DeploymentRegistry', () => {
  it('never says that it knows a cluster before it has told what is there', async () => {
    let state: ReflectorState = {
      state: 'unreachable',
      since: '2026-01-01T00:00:00Z',
    };
    let items: FoundDescriptor[] = [];
    let interest: Interest<FoundDescriptor>;
    const told: Array<{ refs: string[]; state: string }> = [];
    const registry: DeploymentRegistry = new DeploymentRegistry({
      config: { clusters: [cluster], deployments: [] } as unknown as KasmConfig,
      logger: mockServices.logger.mock(),
      onChange: deployments =>
        told.push({
          refs: deployments.map(({ ref }) => ref),
          state: registry.clusters().rke2.state,
        }),
    });
    registry.start(
      () =>
        ({
          view: (_: unknown, __: unknown, who: typeof interest) => {
            interest = who;
            return {
              get state() {
                return state;
              },
              items: () => items,
              release: () => {},
            };
          },
        } as unknown as ClusterViews),
    );

    // As a Reflector ends its list: the items, then the state, in one go.
    items = [descriptor];
    interest!.changed();
    state = { state: 'ok', since: '2026-01-01T00:00:01Z' };
    interest!.changed();
    expect(registry.clusters().rke2.state).toBe('unreachable');

    await eventually(
      async () => told,
      all => all.length === 2,
    );
    expect(told).toEqual([
      { refs: [], state: 'unreachable' },
      { refs: ['rke2/kasm'], state: 'ok' },
    ]);
    registry.stop();
  });
});
