import { mergeValues } from './Chart';
import { chartValues } from './chartValues';
import { nextRun } from './nextRun';
import { threeWayMerge } from './threeWayMerge';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const chart = (spec: object) => ({ metadata: {}, spec } as any);

describe('helm', () => {
  it.each([
    [undefined, 'abort', 'install'],
    ['deployed', 'abort', 'upgrade'],
    ['failed', 'abort', 'wait-for-operator'],
    ['failed', 'retry', 'upgrade'],
    ['failed', 'reinstall', 'reinstall'],
    ['pending-install', 'abort', 'wait-for-operator'],
    ['pending-install', 'retry', 'upgrade'],
    ['pending-upgrade', 'abort', 'upgrade'],
  ] as const)('in state %s with policy %s does %s', (status, policy, run) => {
    expect(nextRun(status, policy)).toBe(run);
  });

  it('lays the HelmChartConfig over the HelmChart and set over both', () => {
    expect(
      chartValues(
        chart({
          valuesContent: 'a: 1\nb:\n  c: 2\n  d: 3\n',
          set: { 'b.d': 5 },
        }),
        chart({ valuesContent: '{"b":{"c":4}}' }),
      ),
    ).toEqual({ a: 1, b: { c: 4, d: 5 } });
  });

  it('says what it says about values that are no map', () => {
    expect(() =>
      chartValues(chart({ valuesContent: '- a' }), undefined),
    ).toThrow('failed to parse values');
  });

  it('removes a value that is null', () => {
    expect(mergeValues({ a: 1, b: 2 }, { a: null })).toEqual({ b: 2 });
  });

  it('keeps what the cluster added and removes what the chart dropped', () => {
    expect(
      threeWayMerge(
        { added: 1, dropped: 2, nested: { added: 3, value: 4 }, list: [1] },
        { dropped: 2, nested: { value: 4 }, list: [1] },
        { nested: { value: 5 }, list: [2] },
      ),
    ).toEqual({ added: 1, nested: { added: 3, value: 5 }, list: [2] });
  });
});
