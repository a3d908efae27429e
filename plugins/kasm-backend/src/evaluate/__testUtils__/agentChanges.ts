import fc from 'fast-check';
import type { Observation } from '../../observation/Observation';
import { ago, GIB, HOUR } from '../__fixtures__/healthyObservation';

type Change = (observation: Observation) => void;

const unknownOr = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);

/** What may become of agents, as their VMs and Kasm tell of them. */
export function agentChanges(
  time: fc.Arbitrary<string | undefined>,
): Array<fc.Arbitrary<Change>> {
  const agent = fc.record({
    hostname: fc.constantFrom(
      '10.0.20.11',
      '10.0.20.99',
      '172.17.0.1',
      'KASM-AGENT-2.example.com',
      'other.internal',
    ),
    enabled: unknownOr(true, false),
    status: unknownOr('running', 'missing', 'draining', 'other'),
    lastCheckIn: time,
    version: unknownOr('1.18.1', '1.17.0', 'develop'),
    autoscaled: fc.boolean(),
    cores: unknownOr(0, 8),
    memory: unknownOr(0, 16 * GIB),
    coresOverride: unknownOr(0, 8, 4000),
    memoryOverride: unknownOr(0, 1000, 64 * GIB),
    coresUsed: unknownOr(0, 7.5, 100),
    memoryUsed: unknownOr(0, 15 * GIB),
    sessions: unknownOr(0, 3),
    disk: unknownOr(
      { total: 0, free: 0 },
      { total: 100, free: 3 },
      { total: 100, free: 90 },
    ),
  });
  const changedAgent = fc
    .tuple(agent, fc.constantFrom(0, 1, 2))
    .map(([change, index]): Change => {
      return ({ kasmApi }) => {
        const agents = kasmApi.facts?.agents;
        if (index < 2) {
          Object.assign(agents?.[index] ?? {}, change);
        } else {
          agents?.push({ id: `more ${agents.length}`, ...change });
        }
      };
    });
  const vm = fc.record({
    ours: unknownOr(true, false),
    wanted: fc.boolean(),
    hostname: unknownOr('kasm-agent-2', ''),
    addresses: unknownOr<string[]>([], ['10.0.20.12', '10.0.20.11'], ['']),
    lastAddresses: unknownOr<string[]>([], ['10.0.20.11']),
    networks: unknownOr([{ name: 'default', pod: true }], []),
    startFailure: unknownOr('no room'),
    quotaRefusal: unknownOr('no quota'),
    shutDown: unknownOr(true),
    createdAt: time.map(at => at ?? ''),
  });
  const changedVm = fc
    .tuple(vm, fc.constantFrom(0, 1))
    .map(([change, index]): Change => {
      return ({ agentVms }) =>
        Object.assign(agentVms.facts?.vms[index] ?? {}, change);
    });
  const gone = fc
    .array(fc.tuple(time, time), { maxLength: 6 })
    .map((times): Change => {
      return ({ agentVms }) =>
        Object.assign(agentVms.facts ?? {}, {
          gone: times.map(([createdAt, goneAt], index) => ({
            name: `gone-${index}`,
            createdAt: createdAt ?? '',
            goneAt: goneAt ?? '',
          })),
        });
    });
  const lists = fc
    .constantFrom('agents', 'sessions', 'images', 'zones' as const)
    .chain(list =>
      fc.boolean().map((emptied): Change => {
        return ({ kasmApi }) =>
          Object.assign(kasmApi.facts ?? {}, {
            [list]: emptied ? [] : undefined,
          });
      }),
    );
  return [changedAgent, changedVm, gone, lists];
}

/** One more agent that serves nobody, in one of the ways in which that may be so. */
export function addFailingAgent(
  { agentVms, kasmApi }: Observation,
  trouble: 'lost' | 'disabled' | 'unregistered' | 'stopped',
): void {
  const name = 'kasm-agent-worse';
  const address = '10.0.20.77';
  const isDown = trouble === 'stopped';
  agentVms.facts!.vms.push({
    name,
    createdAt: ago(48 * HOUR),
    ours: true,
    hostname: name,
    addresses: [address],
    networks: [{ name: 'default', pod: false, binding: 'bridge' }],
    wanted: true,
    printableStatus: isDown ? 'CrashLoopBackOff' : 'Running',
    ready: !isDown,
    readySince: ago(HOUR),
    address,
    guestAgent: true,
  });
  if (trouble !== 'unregistered') {
    kasmApi.facts!.agents!.push({
      id: 'worse',
      hostname: address,
      enabled: trouble !== 'disabled',
      status: trouble === 'disabled' ? 'running' : 'missing',
      lastCheckIn: ago(trouble === 'disabled' ? 5 : HOUR),
      version: '1.18.1',
      cores: 8,
      memory: 16 * GIB,
      coresUsed: 0,
      memoryUsed: 0,
      sessions: 0,
    });
  }
}
