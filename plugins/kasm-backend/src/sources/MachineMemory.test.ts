import type { AgentVmFacts } from '../observation/Observation';
import { MachineMemory } from './MachineMemory';

type Vm = AgentVmFacts['vms'][number];

const START = Date.parse('2026-11-22T12:00:00Z');
const vm = (name: string, change: Partial<Vm> = {}): Vm => ({
  name,
  createdAt: '2026-11-22T11:00:00Z',
  wanted: true,
  printableStatus: 'Running',
  ready: true,
  ...change,
});

describe('MachineMemory', () => {
  let minutes = 0;
  const now = () => new Date(START + minutes * 60_000);
  beforeEach(() => {
    minutes = 0;
  });

  it('remembers for half an hour which VMs are gone, newest first', () => {
    const memory = new MachineMemory(undefined, now);
    memory.note([vm('a'), vm('b')]);
    minutes = 1;
    memory.note([vm('b')]);
    minutes = 2;

    expect(memory.note([]).gone).toEqual([
      {
        name: 'b',
        createdAt: '2026-11-22T11:00:00Z',
        goneAt: '2026-11-22T12:02:00.000Z',
      },
      expect.objectContaining({
        name: 'a',
        goneAt: '2026-11-22T12:01:00.000Z',
      }),
    ]);
    minutes = 32;
    expect(memory.note([])).toEqual({ vms: [] });
  });

  it('takes a VM of the same name that was made anew for another', () => {
    const memory = new MachineMemory(undefined, now);
    memory.note([vm('a', { addresses: ['10.0.0.1'] })]);
    const { vms, gone } = memory.note([
      vm('a', { createdAt: '2026-11-22T12:00:00Z' }),
    ]);

    expect(gone).toHaveLength(1);
    expect(vms[0].lastAddresses).toBeUndefined();
  });

  it('knows the addresses of a VM that tells none any more', () => {
    const memory = new MachineMemory(undefined, now);
    memory.note([vm('a', { addresses: ['10.0.0.1'] })]);

    for (let look = 0; look < 2; look++) {
      expect(memory.note([vm('a', { addresses: [] })]).vms[0]).toMatchObject({
        addresses: [],
        lastAddresses: ['10.0.0.1'],
      });
    }
  });

  it('goes on where another left off', () => {
    const before = new MachineMemory(undefined, now);
    before.note([vm('a'), vm('b', { addresses: ['10.0.0.2'] })]);
    const last = before.note([vm('b', { addresses: ['10.0.0.2'] }), vm('c')]);
    const { vms, gone } = new MachineMemory(last, now).note([vm('b')]);

    expect(vms[0].lastAddresses).toEqual(['10.0.0.2']);
    expect(gone?.map(({ name }) => name)).toEqual(['c', 'a']);
  });
});
