import type { Observation } from '../../observation/Observation';
import { ago, GIB } from '../__fixtures__/healthyObservation';
import { judged } from '../__fixtures__/judge';
import { withoutKasmApi } from '../__fixtures__/trouble';

type Change = (observation: Observation) => void;

const vmsOf = ({ agentVms }: Observation) => agentVms.facts!.vms;
const agentsOf = ({ kasmApi }: Observation) => kasmApi.facts!.agents!;
const rows = (change: Change) =>
  judged(change).agents!.items.map(({ name, vmStatus, kasm }) =>
    [name, vmStatus ? 'VM' : '', kasm ? 'agent' : ''].filter(Boolean).join(' '),
  );

describe('VMs and agents', () => {
  const JOINED = ['kasm-agent-1 VM agent', 'kasm-agent-2 VM agent'];
  const named =
    (hostname: string): Change =>
    observation => {
      agentsOf(observation)[0].hostname = hostname;
    };

  it.each<[string, Change]>([
    ['the address of any interface', named('10.0.20.11')],
    ['host name, in whatever case', named('Kasm-Agent-1')],
    ['full host name', named('kasm-agent-1.agents.internal')],
    [
      'full host name of the guest',
      observation => {
        named('kasm-agent-1')(observation);
        vmsOf(observation)[0].hostname = 'kasm-agent-1.agents.internal';
      },
    ],
    [
      'one of many addresses',
      observation => {
        named('fd00::11')(observation);
        vmsOf(observation)[0].addresses = ['10.0.20.11', 'fd00::11'];
      },
    ],
    [
      'what is left when one of each is',
      observation => {
        Object.assign(vmsOf(observation)[0], {
          addresses: [],
          address: undefined,
          hostname: 'other',
        });
      },
    ],
  ])('are one row by %s', (_way, change) => {
    expect(rows(change)).toEqual(JOINED);
  });

  it('are two rows when nothing says that they are the same', () => {
    expect(rows(named('10.0.20.99'))).toEqual([
      '10.0.20.99 agent',
      'kasm-agent-1 VM',
      'kasm-agent-2 VM agent',
    ]);
  });

  it('are not joined by an address that every Docker host has', () => {
    expect(rows(named('172.17.0.1'))).toContain('172.17.0.1 agent');
  });

  it('are joined with the record that is alive when there are two', () => {
    const status = judged(observation => {
      agentsOf(observation).unshift({
        ...agentsOf(observation)[0],
        id: 'a0',
        status: 'missing',
        lastCheckIn: ago(600),
        sessions: 9,
      });
    });
    expect(
      status.agents!.items.map(({ name, kasm }) => [name, kasm?.sessions]),
    ).toEqual([
      ['10.0.20.11', 9],
      ['kasm-agent-1', 1],
      ['kasm-agent-2', 1],
    ]);
  });

  it('leave out VMs of which Kasm knows nothing and that nobody made for it', () => {
    const server: Change = observation => {
      vmsOf(observation).push({
        ...vmsOf(observation)[0],
        name: 'windows-server',
        hostname: 'windows-server',
        addresses: ['10.0.20.50'],
        ours: false,
      });
    };
    expect(rows(server)).toEqual(JOINED);
    // Nobody can tell without Kasm.
    expect(
      judged(observation => {
        server(observation);
        withoutKasmApi(observation);
      }).agents,
    ).toMatchObject({ ready: 3, desired: 3 });
  });
});

describe('capacity', () => {
  it('is what fits of the smallest workspace that anybody may start anywhere', () => {
    const { capacity } = judged(({ kasmApi }) => {
      const [image] = kasmApi.facts!.images!;
      kasmApi.facts!.images!.push(
        { ...image, id: 'off', name: 'Off', enabled: false, cores: 1 },
        { ...image, id: 'gpu', name: 'GPU', gpus: 1, cores: 1 },
        { ...image, id: 'one', name: 'Zone', restricted: true, cores: 1 },
        { ...image, id: 'gone', name: 'Gone', available: false, cores: 1 },
        { ...image, id: 'small', name: 'Chrome', memory: 2 * GIB },
      );
    });
    expect(capacity).toEqual({
      slots: 6,
      image: 'Chrome',
      freeCores: 12,
      freeMemory: 26 * GIB,
    });
  });

  it.each<[string, number | undefined, Change]>([
    [
      'overrides count',
      3 + 7,
      observation => {
        Object.assign(agentsOf(observation)[0], {
          coresOverride: 16,
          memoryOverride: 48 * GIB,
        });
      },
    ],
    [
      'a disabled agent has none',
      3,
      observation => {
        agentsOf(observation)[0].enabled = false;
      },
    ],
    [
      'a silent agent has none',
      3,
      observation => {
        agentsOf(observation)[0].lastCheckIn = ago(100);
      },
    ],
    [
      'a VM that is down has none',
      3,
      observation => {
        Object.assign(vmsOf(observation)[0], {
          printableStatus: 'Stopped',
          ready: false,
        });
      },
    ],
    [
      'overbooked agents take nothing from others',
      3,
      observation => {
        agentsOf(observation)[0].coresUsed = 80;
      },
    ],
    [
      'sessions that are not known',
      undefined,
      observation => {
        agentsOf(observation)[0].coresUsed = undefined;
      },
    ],
    [
      'images that are not known',
      undefined,
      ({ kasmApi }) => {
        delete kasmApi.facts!.images;
      },
    ],
    [
      'a Kasm that is not seen now',
      undefined,
      ({ kasmApi }) => {
        kasmApi.state = 'stale';
      },
    ],
  ])('%s: %s', (_what, slots, change) => {
    expect(judged(change).capacity?.slots).toBe(slots);
  });
});

describe('two hundred agents', () => {
  const many: Change = observation => {
    const [vm] = vmsOf(observation);
    const [agent] = agentsOf(observation);
    observation.agentVms.facts!.vms = Array.from({ length: 200 }, (_, n) => ({
      ...vm,
      name: `kasm-agent-${n}`,
      hostname: `kasm-agent-${n}`,
      address: `10.0.${n}.1`,
      addresses: [`10.0.${n}.1`, '172.17.0.1'],
    }));
    observation.kasmApi.facts!.agents = Array.from({ length: 200 }, (_, n) => ({
      ...agent,
      id: `a${n}`,
      hostname: `10.0.${n}.1`,
    }));
  };

  it('take a quarter of a kilobyte each, and no finding', () => {
    const status = judged(many);
    expect(status.agents).toMatchObject({ ready: 200, desired: 200 });
    expect(JSON.stringify(status.agents).length).toBeLessThan(200 * 256);
    expect(status.health).toBe('healthy');
  });

  it('that are lost at once are one finding', () => {
    const status = judged(observation => {
      many(observation);
      agentsOf(observation).forEach(agent => {
        agent.lastCheckIn = ago(600);
      });
    });
    expect(
      status.findings.filter(({ id }) => id === 'agent-lost'),
    ).toHaveLength(1);
  });

  it('make the same document in whatever order they are seen', () => {
    const backwards: Change = observation => {
      many(observation);
      vmsOf(observation).reverse();
      agentsOf(observation).reverse();
    };
    expect(judged(backwards).revision).toBe(judged(many).revision);
  });
});
