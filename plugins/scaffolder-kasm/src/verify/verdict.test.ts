import type { Check } from '@kasm-portal/backstage-plugin-kasm-common';
import { verdict } from './verdict';

const check = (result: Check['result'], id = 'pods-running'): Check => ({
  id,
  result,
  evidence: 'seen',
});

describe('verdict', () => {
  const of = (results: Check['result'][], more: object = {}) =>
    verdict(
      {
        checks: results.map(result => check(result)),
        findings: [],
        health: 'degraded',
        ...more,
      },
      { allowUnknown: false },
    );

  it('is met when everything passes or does not apply', () => {
    expect(of(['pass', 'skipped'])).toEqual({ met: true });
  });

  it('is never met by silence', () => {
    expect(of([])).toMatchObject({ met: false });
  });

  it('does not take what nobody saw for good, unless told to', () => {
    expect(of(['pass', 'unknown'])).toMatchObject({
      met: false,
      pending: true,
      unmet: [{ result: 'unknown' }],
    });
    expect(
      verdict(
        { checks: [check('unknown')], findings: [], health: 'unknown' },
        { allowUnknown: true },
      ),
    ).toEqual({ met: true });
  });

  it('tells a failure for certain from one that may pass', () => {
    expect(of(['fail'])).toMatchObject({ pending: false });
    expect(of(['fail'], { health: 'progressing' })).toMatchObject({
      pending: true,
    });
    expect(of(['fail'], { findings: [{ settling: true }] })).toMatchObject({
      pending: true,
    });
  });
});
