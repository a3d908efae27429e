import type { Observation } from '../../observation/Observation';
import { ago, HOUR } from '../__fixtures__/healthyObservation';
import { judged } from '../__fixtures__/judge';
import { kasmAgent, TROUBLE, withoutKasmApi } from '../__fixtures__/trouble';

type Change = (observation: Observation) => void;

const IDS = [
  'agents-checking-in',
  'agents-match-vms',
  'capacity-left',
  'versions-in-step',
];
const results = (change: Change) =>
  Object.fromEntries(
    judged(change)
      .checks.filter(({ id }) => IDS.includes(id))
      .map(({ id, result }) => [id, result]),
  );
const silent: Change = ({ kasmApi }) =>
  kasmApi.facts!.agents!.forEach(agent => {
    agent.lastCheckIn = ago(HOUR);
  });

describe('the checks of agents', () => {
  it('pass', () => {
    expect(results(() => {})).toEqual({
      'agents-checking-in': 'pass',
      'agents-match-vms': 'pass',
      'capacity-left': 'pass',
      'versions-in-step': 'pass',
    });
  });

  it('are skipped where nobody asks Kasm, but for what its cluster tells', () => {
    expect(results(withoutKasmApi)).toEqual({
      'agents-checking-in': 'skipped',
      'agents-match-vms': 'skipped',
      'capacity-left': 'skipped',
      'versions-in-step': 'pass',
    });
  });

  it('are unknown while Kasm does not answer', () => {
    expect(
      results(({ kasmApi }) => {
        Object.assign(kasmApi, { state: 'unreachable', reason: 'refused' });
      }),
    ).toMatchObject({
      'agents-checking-in': 'unknown',
      'agents-match-vms': 'unknown',
      'capacity-left': 'unknown',
    });
  });

  it.each<[string, string, Change]>([
    ['agents-checking-in', 'fail', silent],
    ['agents-checking-in', 'pass', TROUBLE['agent-lost']],
    [
      'agents-checking-in',
      'unknown',
      ({ kasmApi }) =>
        kasmApi.facts!.agents!.forEach(agent => {
          delete agent.lastCheckIn;
        }),
    ],
    ['agents-match-vms', 'fail', TROUBLE['agent-not-registered']],
    ['agents-match-vms', 'fail', TROUBLE['agents-none']],
    [
      'agents-match-vms',
      'unknown',
      observation => {
        TROUBLE['agent-not-registered'](observation);
        TROUBLE['agent-vm-down'](observation);
      },
    ],
    // A machine of its own has no VM here.
    [
      'agents-match-vms',
      'pass',
      ({ agentVms }) => void agentVms.facts!.vms.shift(),
    ],
    ['capacity-left', 'fail', TROUBLE['agents-full']],
    ['versions-in-step', 'fail', TROUBLE['versions-differ']],
    ['versions-in-step', 'fail', kasmAgent({ version: '1.17.0' })],
  ])('%s: %s', (id, result, change) => {
    expect(results(change)[id]).toBe(result);
  });
});
