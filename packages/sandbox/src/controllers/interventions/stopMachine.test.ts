import { useManualWorld } from '../../world/useManualWorld';
import { stopMachine } from './stopMachine';

describe('stopMachine', () => {
  const world = useManualWorld({ seeded: true });

  it('stop an agent VM until healed', async () => {
    const machine = () =>
      world.harvester.get(
        'virtualmachines.kubevirt.io',
        'kasm-agents',
        'kasm-agent-1',
      )!;
    const heal = stopMachine(world.controllers, {
      namespace: 'kasm-agents',
      name: 'kasm-agent-1',
    });
    await world.clock.advance(60_000);
    expect(machine().spec.runStrategy).toBe('RerunOnFailure');
    expect(machine().status).toMatchObject({
      printableStatus: 'Stopped',
      ready: false,
    });
    heal();
    await world.clock.advance(10_000);
    expect(machine().status).toMatchObject({
      printableStatus: 'Running',
      ready: true,
    });
    expect(
      world.harvester.get(
        'virtualmachineinstances.kubevirt.io',
        'kasm-agents',
        'kasm-agent-1',
      )!.status.interfaces[0].ipAddress,
    ).toBe('10.0.20.11');
  });

  it('name what is not there', () => {
    expect(() =>
      stopMachine(world.controllers, { namespace: 'x', name: 'y' }),
    ).toThrow('There is no VirtualMachine x/y in the sandbox.');
  });
});
