import type { Observation } from '../../observation/Observation';
import { ago, DAY } from '../__fixtures__/healthyObservation';
import { judged } from '../__fixtures__/judge';

const check = (id: string, change: (observation: Observation) => unknown) =>
  judged(change).checks.find(one => one.id === id);

const forbidden =
  (list: 'images' | 'zones') =>
  ({ kasmApi }: Observation) => {
    delete kasmApi.facts![list];
    kasmApi.facts!.unread = [
      { list, reason: `the key lacks ${list}`, forbidden: true },
    ];
  };

const notConfigured = (observation: Observation) => {
  observation.kasmApi = {
    state: 'notConfigured',
    since: ago(DAY),
    reason: 'No key of Kasm’s API is configured (kasm.kasmApis)',
  };
};

describe('images-available', () => {
  it('passes when an enabled workspace can be started', () => {
    expect(check('images-available', () => {})).toMatchObject({
      result: 'pass',
    });
  });

  it.each([
    ['no agent has it', { available: false }, 'fail'],
    ['none is enabled', { enabled: false }, 'fail'],
    ['Kasm does not say', { available: undefined }, 'unknown'],
  ])('when %s it is %s', (_, change, result) => {
    expect(
      check('images-available', ({ kasmApi }) =>
        Object.assign(kasmApi.facts!.images![0], change),
      )?.result,
    ).toBe(result);
  });
});

describe('zone-configured', () => {
  it('passes with the public port, and fails with another', () => {
    expect(check('zone-configured', () => {})?.result).toBe('pass');
    expect(
      check('zone-configured', ({ kasmApi }) =>
        Object.assign(kasmApi.facts!.zones![0], { proxyPort: 8443 }),
      ),
    ).toMatchObject({
      result: 'fail',
      evidence: 'default: Proxy Port is 8443, but people reach Kasm at 7445.',
    });
  });
});

describe.each([
  ['images-available', 'images'],
  ['zone-configured', 'zones'],
] as const)('%s without sight', (id, list) => {
  it('is unknown, and says why', () => {
    expect(check(id, forbidden(list))).toMatchObject({
      result: 'unknown',
      evidence: `the key lacks ${list}`,
    });
    expect(check(id, notConfigured)).toMatchObject({
      result: 'unknown',
      evidence: expect.stringContaining('kasm.kasmApis'),
    });
    expect(
      check(id, ({ kasmApi }) =>
        Object.assign(kasmApi, {
          state: 'unreachable',
          reason: 'nobody there',
        }),
      ),
    ).toMatchObject({ result: 'unknown', evidence: 'nobody there' });
  });
});

describe('session-works', () => {
  const tested = (at: string | undefined) =>
    check('session-works', ({ deployment }) => {
      deployment.lastSessionTest = at;
    });

  it('is what somebody recorded, for half a year', () => {
    expect(tested('2026-11-02')).toMatchObject({
      result: 'pass',
    });
    expect(tested(ago(200 * DAY))?.result).toBe('unknown');
  });

  it('says how to record it when nobody did', () => {
    expect(tested(undefined)).toMatchObject({
      result: 'unknown',
      evidence: expect.stringContaining('kasm-portal/last-session-test'),
    });
  });
});
