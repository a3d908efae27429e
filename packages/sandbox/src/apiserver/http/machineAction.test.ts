import { createCertificateAuthority } from '../../certificates/CertificateAuthority';
import { ContractClient } from '../../contract/ContractClient';
import { createMachineWorld } from '../../controllers/kubeVirt/createMachineWorld';
import { serveCluster, type ServedCluster } from '../serveCluster';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const ACTIONS = '/apis/subresources.kubevirt.io/v1/namespaces/agents';
const VM = `${ACTIONS}/virtualmachines/agent-1`;
const VMI = `${ACTIONS}/virtualmachineinstances/agent-1`;

describe('the actions of machines', () => {
  let world: ReturnType<typeof createMachineWorld>;
  let served: ServedCluster;
  let client: ContractClient;

  beforeAll(async () => {
    const authority = await createCertificateAuthority();
    const tls = await authority.issue({
      commonName: 'sandbox',
      dnsNames: [],
      ipAddresses: ['127.0.0.1'],
    });
    world = createMachineWorld();
    served = await serveCluster({
      store: world.store,
      tls,
      users: [{ name: 'admin', groups: ['system:masters'], token: 'admin' }],
    });
    client = new ContractClient(served.url, 'admin', authority.caPem);
  });
  afterAll(async () => {
    client?.close();
    await served?.close();
    world?.stop();
  });

  const put = async (path: string) => {
    const { status, json } = await client.put(path, {});
    await world.clock.advance(10_000);
    return { status, message: (json as any)?.message };
  };

  it('start, pause, restart, move and stop a machine as KubeVirt does', async () => {
    world.create('RerunOnFailure');
    await world.clock.advance(10_000);
    expect(await put(`${VM}/start`)).toEqual({
      status: 409,
      message:
        'Operation cannot be fulfilled on virtualmachine.kubevirt.io "agent-1": VM is already running',
    });
    expect((await put(`${VMI}/pause`)).status).toBe(202);
    expect(world.status()).toBe('Paused');
    expect((await put(`${VMI}/unpause`)).status).toBe(202);
    expect(world.status()).toBe('Running');
    const before = world.instance()!.metadata.uid;
    expect((await put(`${VM}/restart`)).status).toBe(202);
    expect(world.status()).toBe('Running');
    expect(world.instance()!.metadata.uid).not.toBe(before);
    const { nodeName } = world.instance()!.status;
    expect((await put(`${VM}/migrate`)).status).toBe(202);
    expect(world.instance()!.status.nodeName).not.toBe(nodeName);
    const launcher = world.pods()[0];
    const evict = () =>
      client.post(
        `/api/v1/namespaces/agents/pods/${launcher.metadata.name}/eviction`,
        {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: launcher.metadata.name },
        },
      );
    expect(await evict()).toMatchObject({
      status: 429,
      json: {
        message: expect.stringMatching(
          /Eviction triggered evacuation of VMI "agents\/agent-1"$/,
        ),
      },
    });
    await world.clock.advance(10_000);
    expect(world.instance()!.status.nodeName).toBe(nodeName);
    expect((await evict()).status).toBe(404);
    expect((await put(`${VM}/stop`)).status).toBe(202);
    expect(world.status()).toBe('Stopped');
    expect(world.machine().spec.runStrategy).toBe('RerunOnFailure');
    expect((await put(`${VM}/stop`)).status).toBe(409);
    expect((await put(`${VM}/start`)).status).toBe(202);
    expect(world.status()).toBe('Running');
    expect(await put(`${ACTIONS}/virtualmachines/none/start`)).toEqual({
      status: 404,
      message: 'virtualmachine.kubevirt.io "none" not found',
    });
  });
});
