import { judged } from '../evaluate/__fixtures__/judge';
import { TROUBLE } from '../evaluate/__fixtures__/trouble';
import { transitionOf } from './transitionOf';

const healthy = judged(() => {});
const down = judged(TROUBLE['database-down']);

describe('transitionOf', () => {
  it('tells what the health was and is, and which finding counts', () => {
    expect(transitionOf(healthy, down)).toMatchObject({
      from: 'healthy',
      to: 'down',
      summary: down.summary,
      appeared: [{ id: 'database-down' }],
      cleared: [],
    });
  });

  it('tells what is over', () => {
    expect(transitionOf(down, healthy)).toMatchObject({
      from: 'down',
      to: 'healthy',
      appeared: [],
      cleared: ['database-down'],
    });
  });

  it('is none while nothing that matters is otherwise', () => {
    const later = { ...healthy, summary: 'Said otherwise.', revision: 'x' };

    expect(transitionOf(healthy, later)).toBeUndefined();
  });

  it('does not take for news what may pass by itself', () => {
    const settling = {
      ...healthy,
      findings: down.findings.map(finding =>
        finding.id === 'database-down'
          ? { ...finding, settling: true }
          : finding,
      ),
    };

    expect(transitionOf(healthy, settling)).toBeUndefined();
  });

  it('has no past at the first judgement', () => {
    expect(transitionOf(undefined, healthy)?.from).toBeUndefined();
    expect(transitionOf(undefined, healthy)?.to).toBe('healthy');
  });
});
