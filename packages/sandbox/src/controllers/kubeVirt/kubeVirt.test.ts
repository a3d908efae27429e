import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { nextAddress } from './machineState';
import { startVirtualMachines } from './startVirtualMachines';
import { INSTANCES, MACHINES } from './machineResources';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

function setUp() {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'agents' },
  });
  store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'hv-1' } });
  const machines = startVirtualMachines(store, clock);
  return {
    clock,
    store,
    machines,
    machine: () => store.get(MACHINES, 'agents', 'agent-1')!,
    instance: () => store.get(INSTANCES, 'agents', 'agent-1'),
    create: (runStrategy: string, annotations = {}) =>
      store.create({
        apiVersion: 'kubevirt.io/v1',
        kind: 'VirtualMachine',
        metadata: { name: 'agent-1', namespace: 'agents', annotations },
        spec: {
          runStrategy,
          template: {
            spec: {
              domain: {
                cpu: { cores: 4 },
                devices: { interfaces: [{ name: 'default', bridge: {} }] },
              },
            },
          },
        },
      }),
    set: (runStrategy: string) =>
      store.update(MACHINES, 'agents', 'agent-1', ({ spec }) => {
        spec.runStrategy = runStrategy;
      }),
    end: (phase: string) =>
      store.updateStatus(INSTANCES, 'agents', 'agent-1', status => {
        status.phase = phase;
      }),
  };
}

describe('virtual machines', () => {
  it('start, run and tell their address when the guest’s agent is there', async () => {
    const world = setUp();
    world.create('RerunOnFailure');
    await world.clock.advance(1000);
    expect(world.machine().status.printableStatus).toBe('Starting');
    await world.clock.advance(2000);
    expect(world.machine().status.printableStatus).toBe('Running');
    expect(world.instance()!.status.interfaces[0].ipAddress).toBeUndefined();
    await world.clock.advance(5000);
    expect(world.instance()!.status).toMatchObject({
      phase: 'Running',
      nodeName: 'hv-1',
      currentCPUTopology: { cores: 4 },
    });
    expect(world.instance()!.status.interfaces[0].ipAddress).toBe('10.0.20.11');
    expect(world.machine().status.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'AgentConnected', status: 'True' }),
      ]),
    );
    world.machines.stop();
  });

  it('stop and start with their run strategy', async () => {
    const world = setUp();
    world.create('Halted');
    await world.clock.advance(5000);
    expect(world.machine().status.printableStatus).toBe('Stopped');
    world.set('RerunOnFailure');
    await world.clock.advance(10_000);
    expect(world.machine().status.printableStatus).toBe('Running');
    world.set('Halted');
    await world.clock.advance(1000);
    expect(world.instance()).toBeUndefined();
    expect(world.machine().status).toMatchObject({
      printableStatus: 'Stopped',
      ready: false,
    });
    world.machines.stop();
  });

  it.each([
    ['RerunOnFailure', 'Failed', 'Running'],
    ['RerunOnFailure', 'Succeeded', 'Stopped'],
    ['Always', 'Succeeded', 'Running'],
  ])('with %s whose guest %s are %s', async (strategy, phase, expected) => {
    const world = setUp();
    world.create(strategy);
    await world.clock.advance(10_000);
    world.end(phase);
    await world.clock.advance(10_000);
    expect(world.machine().status.printableStatus).toBe(expected);
    world.machines.stop();
  });

  it('have the disks that Harvester reads from their annotation', async () => {
    const world = setUp();
    world.create('Halted', {
      'harvesterhci.io/volumeClaimTemplates': JSON.stringify([
        { metadata: { name: 'root' }, spec: {} },
        { metadata: { name: 'data' }, spec: {} },
      ]),
      'harvesterhci.io/removedPersistentVolumeClaims': 'root',
    });
    await world.clock.advance(1000);
    const disks = () =>
      world.store
        .list('persistentvolumeclaims', { namespace: 'agents' })
        .map(({ metadata }) => metadata.name);
    expect(disks()).toEqual(['data', 'root']);
    world.store.delete(MACHINES, 'agents', 'agent-1');
    await world.clock.advance(1000);
    expect(disks()).toEqual(['data']);
    world.machines.stop();
  });

  it('do not share an address', () => {
    expect(nextAddress('demo-agent-1', ['10.0.20.11', '10.0.20.12'])).toBe(
      '10.0.20.13',
    );
  });
});
