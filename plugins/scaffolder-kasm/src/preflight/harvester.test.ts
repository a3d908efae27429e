import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { preflightAction } from './preflightAction';

const agents = {
  cluster: 'harvester',
  namespace: 'kasm-agents',
  pool: { image: 'default/ubuntu', network: 'default/vlan20' },
};

function harvester() {
  const cluster = new InMemoryCluster();
  cluster.served['kubevirt.io/v1'] = ['virtualmachines'];
  cluster.put({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kasm-agents' },
  });
  cluster.put({
    apiVersion: 'harvesterhci.io/v1beta1',
    kind: 'VirtualMachineImage',
    metadata: { name: 'ubuntu', namespace: 'default' },
    status: {
      progress: 100,
      conditions: [{ type: 'Imported', status: 'True' }],
    },
  });
  cluster.put({
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name: 'vlan20', namespace: 'default' },
  });
  return cluster;
}

async function check(
  place: InMemoryCluster | undefined,
  input: object = { agents },
) {
  const rke2 = new InMemoryCluster('vault-issuer');
  const options = onCluster(rke2);
  const [first, ...others] = options.config.clusters;
  const run = await runAction(
    { ...asked, ...input },
    {
      ...options,
      config: {
        ...options.config,
        clusters: [{ ...first, agentClusters: ['harvester'] }, ...others],
      },
      clients: {
        client: name => {
          if (name === 'harvester' && !place) {
            throw new Error('The portal may not change anything on harvester');
          }
          return name === 'harvester' ? place! : rke2;
        },
        close: async () => undefined,
      },
    },
    { action: preflightAction },
  );
  const found = new Map<string, any>(
    (run.outputs.checks ?? []).map((each: any) => [each.id, each]),
  );
  return { error: run.error, found };
}

describe('a preflight of a deployment with agents', () => {
  it('finds Harvester as it should be, and says what cannot be seen from here', async () => {
    const { error, found } = await check(harvester());
    expect(error).toBeUndefined();
    for (const id of [
      'harvester-reachable',
      'agents-namespace',
      'kubevirt',
      'image-imported',
      'nad-exists',
      'agents-quota',
      'agents-rights',
    ]) {
      expect([id, found.get(id)?.status]).toEqual([id, 'pass']);
    }
    expect(found.get('host-from-agents')).toMatchObject({
      status: 'unknown',
      remedy: expect.stringContaining('curl -sI https://kasm.example.com/'),
    });
  });

  it('names what is missing there', async () => {
    const cluster = new InMemoryCluster();
    cluster.denied.add('create virtualmachines');
    const { error } = await check(cluster);
    for (const text of [
      'no namespace kasm-agents',
      'KubeVirt is not there',
      'no VirtualMachineImage default/ubuntu',
      'no NetworkAttachmentDefinition default/vlan20',
      'create virtualmachines.kubevirt.io in kasm-agents',
    ]) {
      expect(error?.message).toContain(text);
    }
  });

  it('needs a writer there only when agents are made now', async () => {
    expect((await check(undefined)).error?.message).toContain(
      'may not change anything on harvester',
    );
    const later = await check(undefined, {
      agents: { cluster: 'harvester', namespace: 'kasm-agents' },
    });
    expect(later.error).toBeUndefined();
    expect(later.found.get('harvester-reachable').status).toBe('unknown');
  });

  it('looks at nothing there without agents', async () => {
    const { found } = await check(undefined, {});
    expect(found.get('harvester-reachable')).toBeUndefined();
  });
});
