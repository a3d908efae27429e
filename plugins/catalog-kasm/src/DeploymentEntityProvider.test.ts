import { mockServices } from '@backstage/backend-test-utils';
import type {
  DeploymentList,
  DeploymentListItem,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { DeploymentEntityProvider } from './DeploymentEntityProvider';

function item(name: string, cluster = 'rke2'): DeploymentListItem {
  return {
    ref: `${cluster}/${name}`,
    cluster,
    name,
    title: name,
    state: 'active',
    owner: 'group:default/desktops',
    host: `${name}.example.com`,
    url: `https://${name}.example.com/`,
    databaseCluster: `${name}-pg`,
    agentCluster: 'harvester',
    health: 'healthy',
    summary: '',
    revision: '1',
  };
}

async function connected(cluster = 'rke2') {
  const mutations: string[][] = [];
  const provider = new DeploymentEntityProvider(
    cluster,
    mockServices.logger.mock(),
  );
  await provider.connect({
    applyMutation: async mutation => {
      if (mutation.type !== 'full') {
        throw new Error('expected a full mutation');
      }
      mutations.push(mutation.entities.map(e => e.entity.metadata.name));
    },
    refresh: async () => {},
  });
  return { provider, mutations };
}

const list = (
  items: DeploymentListItem[],
  clusters: DeploymentList['clusters'],
): DeploymentList => ({ configured: true, items, clusters });

describe('DeploymentEntityProvider', () => {
  it("brings its own cluster's deployments and nobody else's", async () => {
    const { provider, mutations } = await connected();
    await provider.refresh(
      list([item('kasm'), item('kasm', 'other')], { rke2: { state: 'ok' } }),
    );
    expect(mutations).toEqual([
      ['rke2-kasm', 'rke2-kasm-database', 'rke2-kasm-agents'],
    ]);
  });

  it('removes what is gone once that was seen', async () => {
    const { provider, mutations } = await connected();
    await provider.refresh(list([item('kasm')], { rke2: { state: 'ok' } }));
    await provider.refresh(list([], { rke2: { state: 'empty' } }));
    expect(mutations[1]).toEqual([]);
  });

  it.each([
    'unreachable',
    'forbidden',
    'unauthenticated',
    'stale',
    'notInstalled',
  ] as const)('deletes nothing while the cluster is %s', async state => {
    const { provider, mutations } = await connected();
    await provider.refresh(list([item('kasm')], { rke2: { state: 'ok' } }));
    await provider.refresh(list([], { rke2: { state } }));
    await provider.refresh(list([], {}));
    expect(mutations).toHaveLength(1);
  });

  it('does not repeat itself', async () => {
    const { provider, mutations } = await connected();
    await provider.refresh(list([item('kasm')], { rke2: { state: 'ok' } }));
    await provider.refresh(list([item('kasm')], { rke2: { state: 'ok' } }));
    expect(mutations).toHaveLength(1);
  });
});
