import { createSteps } from './createSteps';

const ids = (initialised: boolean, dryRun = false) =>
  createSteps({ initialised }, { dryRun }).map(({ id }) => id);

describe('plan', () => {
  it('has the certificate and the database before the release', () => {
    const order = ids(false);
    expect(order.indexOf('descriptor')).toBeLessThan(order.indexOf('secrets'));
    expect(order.indexOf('secrets')).toBeLessThan(order.indexOf('foundation'));
    expect(order.indexOf('foundation')).toBeLessThan(order.indexOf('release'));
    expect(order.indexOf('databaseInit')).toBeLessThan(order.indexOf('settle'));
    expect(order[order.length - 1]).toBe('activate');
  });

  it('initialises a database once in its life', () => {
    expect(ids(true)).not.toContain('databaseInit');
    expect(ids(true)).not.toContain('settle');
  });

  it('has in a dry run only what is written without waiting', () => {
    expect(ids(false, true)).toEqual([
      'namespaces',
      'descriptor',
      'secrets',
      'foundation',
      'release',
      'route',
    ]);
  });
});
