import { AddressPool } from './AddressPool';
import { createMachineWorld } from './createMachineWorld';
import { INSTANCES, MACHINES } from './machineResources';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createMachineWorld>;

beforeEach(() => {
  world = createMachineWorld();
});
afterEach(() => world.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Runs into every status on the way and notes each once. */
async function statusesFor(milliseconds: number): Promise<string[]> {
  const seen: string[] = [];
  const end = world.store.subscribe(MACHINES, ({ object }) => {
    const now = object.status?.printableStatus;
    if (now && now !== seen[seen.length - 1]) {
      seen.push(now);
    }
  });
  await world.clock.advance(milliseconds);
  end();
  return seen;
}

describe('virtual machines', () => {
  it('start in a pod, run, and tell their address when the guest’s agent is there', async () => {
    world.create('RerunOnFailure');
    expect(await statusesFor(2500)).toEqual(['Starting', 'Running']);
    expect(world.instance()!.status.interfaces[0].ipAddress).toBeUndefined();
    await world.clock.advance(5000);
    expect(world.instance()!.status).toMatchObject({
      phase: 'Running',
      nodeName: 'hv-1',
      currentCPUTopology: { cores: 4 },
      interfaces: [{ ipAddress: '10.0.20.11', interfaceName: 'enp1s0' }],
      guestOSInfo: { id: 'ubuntu' },
    });
    expect(world.machine().status).toMatchObject({
      created: true,
      ready: true,
      runStrategy: 'RerunOnFailure',
    });
    expect(world.machine().status.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'Ready', status: 'True' }),
        expect.objectContaining({ type: 'AgentConnected', status: 'True' }),
        expect.objectContaining({ type: 'LiveMigratable', status: 'True' }),
      ]),
    );
    const [pod] = world.pods();
    expect(pod.metadata.name).toMatch(/^virt-launcher-agent-1-[a-z0-9]{5}$/);
    expect(pod.metadata.labels).toMatchObject({
      'kubevirt.io': 'virt-launcher',
      'kubevirt.io/created-by': world.instance()!.metadata.uid,
      'vm.kubevirt.io/name': 'agent-1',
    });
  });

  it('stop and start with their run strategy', async () => {
    world.create('Halted');
    await world.clock.advance(5000);
    expect(world.status()).toBe('Stopped');
    world.setStrategy('RerunOnFailure');
    await world.clock.advance(10_000);
    expect(world.status()).toBe('Running');
    world.setStrategy('Halted');
    expect(await statusesFor(1000)).toEqual(['Running', 'Stopping', 'Stopped']);
    expect(world.instance()).toBeUndefined();
    expect(world.pods()).toHaveLength(0);
    expect(world.machine().status.ready).toBe(false);
  });

  it.each([
    ['RerunOnFailure', 'shuts-down', 'Stopped'],
    ['RerunOnFailure', 'crashes', 'Running'],
    ['Always', 'shuts-down', 'Running'],
    ['Once', 'crashes', 'Stopped'],
    ['Manual', 'crashes', 'Stopped'],
  ] as const)(
    'with %s whose running guest %s are %s',
    async (strategy, trouble, expected) => {
      world.create(strategy);
      world.store.updateStatus(MACHINES, 'agents', 'agent-1', status => {
        status.stateChangeRequests =
          strategy === 'Manual' ? [{ action: 'Start' }] : undefined;
      });
      await world.clock.advance(10_000);
      expect(world.status()).toBe('Running');
      world.disturbances.guests.set('agents/agent-1', trouble);
      world.kubelet.recheck('agents', world.pods()[0].metadata.name);
      world.disturbances.guests.clear();
      await world.clock.advance(10_000);
      expect(world.status()).toBe(expected);
    },
  );

  it('rest longer after each start that comes to nothing', async () => {
    world.disturbances.guests.set('agents/agent-1', 'crashes');
    world.create('RerunOnFailure');
    await world.clock.advance(5000);
    expect(world.machine().status).toMatchObject({
      printableStatus: 'CrashLoopBackOff',
      startFailure: { consecutiveFailCount: 1 },
    });
    await world.clock.advance(15_000);
    expect(world.machine().status.startFailure.consecutiveFailCount).toBe(2);
    world.disturbances.guests.clear();
    await world.clock.advance(60_000);
    expect(world.status()).toBe('Running');
    expect(world.machine().status.startFailure).toBeUndefined();
  });

  it('say what they wait for: a claim, a network, room, an image', async () => {
    world.create('Always', {
      template: {
        volumes: [
          { name: 'root', persistentVolumeClaim: { claimName: 'root' } },
        ],
        networks: [
          { name: 'default', multus: { networkName: 'default/vlan' } },
        ],
        nodeSelector: { 'kubernetes.io/hostname': 'hv-3' },
      },
    });
    await world.clock.advance(2000);
    expect(world.status()).toBe('ErrorPvcNotFound');
    world.store.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'root', namespace: 'agents' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await world.clock.advance(2000);
    const synchronized = () =>
      world
        .machine()
        .status.conditions.find(
          ({ type }: { type: string }) => type === 'Synchronized',
        );
    expect(world.status()).toBe('Starting');
    expect(synchronized().message).toBe(
      'failed to render launch manifest: failed to locate network attachment definition default/vlan',
    );
    world.store.create({
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      metadata: { name: 'vlan', namespace: 'default' },
      spec: { config: '{}' },
    });
    world.disturbances.pods.images.set(
      'kubevirt/virt-launcher',
      'rate-limited',
    );
    await world.clock.advance(2000);
    expect(world.status()).toBe('ErrorUnschedulable');
    world.store.update('nodes', undefined, 'hv-2', ({ metadata }) => {
      metadata.labels['kubernetes.io/hostname'] = 'hv-3';
    });
    expect(await statusesFor(4000)).toEqual(
      expect.arrayContaining(['ErrImagePull', 'ImagePullBackOff']),
    );
    world.disturbances.pods.images.clear();
    await world.clock.advance(30_000);
    expect(world.status()).toBe('Running');
    expect(
      world
        .machine()
        .status.conditions.find(
          ({ type }: { type: string }) => type === 'LiveMigratable',
        ),
    ).toMatchObject({ status: 'False', reason: 'DisksNotLiveMigratable' });
  });

  it('are what cloud-init says: a fixed address, and no agent when none is installed', async () => {
    const secret = (userdata: string, networkdata = '') =>
      world.store.create({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'init', namespace: 'agents' },
        data: {
          userdata: base64(userdata),
          networkdata: base64(networkdata),
        },
      });
    const template = {
      volumes: [
        { name: 'init', cloudInitNoCloud: { secretRef: { name: 'init' } } },
      ],
    };
    world.create('Always', { template });
    await world.clock.advance(5000);
    expect(world.status()).toBe('Starting');
    secret(
      '#cloud-config\npackages: [qemu-guest-agent]\n',
      'version: 2\nethernets:\n  enp1s0:\n    addresses: [10.0.20.77/24]\n    nameservers: {addresses: [10.0.0.2]}\n',
    );
    await world.clock.advance(10_000);
    expect(world.instance()!.status.interfaces[0].ipAddress).toBe('10.0.20.77');
    world.store.delete('secrets', 'agents', 'init');
    secret('#cloud-config\n');
    world.store.delete(INSTANCES, 'agents', 'agent-1');
    await world.clock.advance(15_000);
    expect(world.status()).toBe('Running');
    expect(world.instance()!.status.interfaces[0].ipAddress).toBeUndefined();
    expect(world.instance()!.status.guestOSInfo).toBeUndefined();
  });

  it('move to another node, and fail over when theirs is gone', async () => {
    world.create('RerunOnFailure');
    await world.clock.advance(10_000);
    world.store.create({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachineInstanceMigration',
      metadata: { name: 'move', namespace: 'agents' },
      spec: { vmiName: 'agent-1' },
    });
    expect(await statusesFor(10_000)).toEqual([
      'Running',
      'Migrating',
      'Running',
    ]);
    expect(world.instance()!.status).toMatchObject({
      nodeName: 'hv-2',
      migrationState: {
        sourceNode: 'hv-1',
        targetNode: 'hv-2',
        completed: true,
      },
    });
    expect(world.pods()).toHaveLength(1);
    world.disturbances.pods.lostNodes.add('hv-2');
    world.nodes.look('hv-2');
    await world.clock.advance(60_000);
    expect(world.machine().status).toMatchObject({
      printableStatus: 'Running',
      ready: false,
    });
    await world.clock.advance(300_000);
    expect(world.machine().status).toMatchObject({
      printableStatus: 'Running',
      ready: true,
    });
    expect(world.instance()!.status.nodeName).toBe('hv-1');
  });

  it('do not share an address', () => {
    const pool = new AddressPool();
    expect(pool.lease('a/agent-1')).toBe('10.0.20.11');
    expect(pool.lease('b/agent-1')).toBe('10.0.20.12');
    expect(pool.lease('a/agent-1')).toBe('10.0.20.11');
    pool.release('a/agent-1');
    expect(pool.lease('c/agent-1')).toBe('10.0.20.11');
    expect(pool.lease('c/agent-400')).toBe('10.0.21.170');
  });
});
