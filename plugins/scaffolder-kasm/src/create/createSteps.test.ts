import { createSteps } from './createSteps';

const plain = {
  networkPolicies: false,
  ingress: { manageTraefikTimeouts: false },
  agents: {},
};

const ids = (initialised: boolean, dryRun = false, spec: object = {}) =>
  createSteps({ initialised }, { dryRun, spec: { ...plain, ...spec } }).map(
    ({ id }) => id,
  );

describe('createSteps', () => {
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
      'descriptor',
      'namespaces',
      'secrets',
      'foundation',
      'release',
      'route',
    ]);
  });

  it('lets traffic through also where only the cluster shuts it off', () => {
    const steps = createSteps(
      { initialised: false, networkPoliciesNeeded: true },
      { dryRun: false, spec: plain },
    );
    expect(steps.map(({ id }) => id)).toContain('networkPolicies');
  });

  it('lets traffic through before the first pod, and raises timeouts before the route', () => {
    const order = ids(false, false, {
      networkPolicies: true,
      ingress: { manageTraefikTimeouts: true },
      agents: { pool: {} },
    });
    expect(order.indexOf('networkPolicies')).toBeLessThan(
      order.indexOf('foundation'),
    );
    expect(order.indexOf('traefikTimeouts')).toBeLessThan(
      order.indexOf('route'),
    );
    expect(order.indexOf('agents')).toBeGreaterThan(order.indexOf('route'));
  });
});
