import { SEEDED } from '../world/SeededDeployment';
import { useManualWorld } from '../world/useManualWorld';
import { installationOf } from './installation';
import { machineFaults } from './machineFaults';

const MACHINES = 'virtualmachines.kubevirt.io';
const INSTANCES = 'virtualmachineinstances.kubevirt.io';
const [AGENT] = SEEDED.agents;

describe('faults of agent VMs', () => {
  const world = useManualWorld({ seeded: true });

  const inject = (id: string) =>
    machineFaults
      .find(fault => fault.id === id)!
      .inject(world.controllers, installationOf(world.controllers));
  const machine = () =>
    world.harvester.get(MACHINES, SEEDED.agentNamespace, AGENT)!;
  const instance = () =>
    world.harvester.get(INSTANCES, SEEDED.agentNamespace, AGENT);
  const expectHealthy = async () => {
    await world.clock.advance(60_000);
    expect(
      world.harvester
        .list(MACHINES, { namespace: SEEDED.agentNamespace })
        .map(({ metadata, status }) => [
          metadata.name,
          status.printableStatus,
          status.ready,
        ]),
    ).toEqual(SEEDED.agents.map(name => [name, 'Running', true]));
    expect(instance()!.status.interfaces[0].ipAddress).toBe('10.0.20.11');
  };

  it.each([
    ['agent-vm-down', 'Stopped'],
    ['agent-vm-down.crashing', 'CrashLoopBackOff'],
    ['agent-vm-down.unschedulable', 'ErrorUnschedulable'],
    ['agent-vm-down.image', 'ImagePullBackOff'],
    ['agent-vm-down.pvc', 'ErrorPvcNotFound'],
  ])('%s: %s until it is healed', async (id, expected) => {
    const { heal } = inject(id);
    await world.clock.advance(125_000);
    expect(machine().status).toMatchObject({
      printableStatus: expected,
      ready: false,
    });
    expect(machine().spec.runStrategy).toBe('RerunOnFailure');
    heal();
    await expectHealthy();
  });

  it('agent-vm-down.quota: halted by Harvester until it is healed', async () => {
    const { heal } = inject('agent-vm-down.quota');
    await world.clock.advance(125_000);
    expect(machine().status.printableStatus).toBe('Stopped');
    expect(machine().spec.runStrategy).toBe('Halted');
    expect(
      machine().metadata.annotations![
        'harvesterhci.io/insufficient-resource-quota'
      ],
    ).toMatch(/insufficient cpu/);
    heal();
    await expectHealthy();
  });

  it('agent-vm-blind: the address is unknown', async () => {
    const { heal } = inject('agent-vm-blind');
    await world.clock.advance(1000);
    expect(machine().status.printableStatus).toBe('Running');
    expect(instance()!.status.interfaces[0].ipAddress).toBeUndefined();
    expect(
      instance()!.status.conditions.map(({ type }: { type: string }) => type),
    ).not.toContain('AgentConnected');
    heal();
    await expectHealthy();
  });

  it('agents-none: no VM is left, and all are back', async () => {
    const { heal } = inject('agents-none');
    await world.clock.advance(5000);
    const machines = () =>
      world.harvester.list(MACHINES, { namespace: SEEDED.agentNamespace });
    expect(machines()).toEqual([]);
    heal();
    await expectHealthy();
  });

  it('agent-vm-churn: three come and go within 15 minutes', async () => {
    const lives = new Map<string, number>();
    const end = world.harvester.subscribe(MACHINES, ({ type, object }) => {
      const { name, creationTimestamp } = object.metadata;
      if (type === 'DELETED') {
        lives.set(
          name,
          world.clock.now().getTime() - Date.parse(creationTimestamp),
        );
      }
    });
    const { heal } = inject('agent-vm-churn');
    await world.clock.advance(250_000);
    end();
    expect(lives.size).toBeGreaterThanOrEqual(3);
    expect(Math.max(...lives.values())).toBeLessThan(300_000);
    heal();
    await expectHealthy();
  });
});
