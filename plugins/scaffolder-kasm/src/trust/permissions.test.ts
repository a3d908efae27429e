import { kasmPermissions } from '@kasm-portal/backstage-plugin-kasm-common';
import { attempt, INPUTS } from './__testUtils__/everyAction';

interface Need {
  permission: string;
  /** Whether it is asked about the deployment, so that who may depends on whose it is. */
  aboutOne?: boolean;
}

/** What each action needs. */
const NEEDS: Record<string, Need> = {
  'kasm:deployment:render': { permission: 'kasm.deployment.create' },
  'kasm:deployment:preflight': { permission: 'kasm.deployment.create' },
  'kasm:deployment:plan': { permission: 'kasm.deployment.create' },
  'kasm:deployment:create': { permission: 'kasm.deployment.create' },
  'kasm:deployment:rollback': { permission: 'kasm.deployment.create' },
  ...Object.fromEntries(
    [
      ['kasm:deployment:update', 'kasm.deployment.update'],
      ['kasm:deployment:restart', 'kasm.deployment.update'],
      ['kasm:deployment:verify', 'kasm.deployment.read'],
      ['kasm:deployment:delete', 'kasm.deployment.delete'],
      ['kasm:agents:create', 'kasm.agents.create'],
      ['kasm:agents:delete', 'kasm.agents.delete'],
      ['kasm:agents:autoscale', 'kasm.agents.create'],
    ].map(([action, permission]): [string, Need] => [
      action,
      { permission, aboutOne: true },
    ]),
  ),
};

/** `<cluster>/<name>` of an action's input here. */
function refOf(action: string): string {
  const { name = 'kasm' } = INPUTS.get(action) as { name?: string };
  return `rke2/${name}`;
}

/** Actions that never speak to a cluster: one only writes files, one asks kasm-backend. */
const NO_CLUSTER = ['kasm:deployment:render', 'kasm:deployment:verify'];

const EVERY = kasmPermissions.map(({ name }) => name);

/** The demonstration portal's roles, and what would go wrong most easily. */
const ROLES: Record<string, readonly string[]> = {
  'a platform engineer': EVERY,
  'a viewer': ['kasm.deployment.read', 'kasm.logs.read'],
  'one who may only create': ['kasm.deployment.read', 'kasm.deployment.create'],
  'one who may only change': ['kasm.deployment.read', 'kasm.deployment.update'],
  'one who may only delete': ['kasm.deployment.read', 'kasm.deployment.delete'],
  'one who may only add agents': ['kasm.deployment.read', 'kasm.agents.create'],
  'one who may only remove agents': [
    'kasm.deployment.read',
    'kasm.agents.delete',
  ],
  'one who may only set timeouts': ['kasm.traefik.update'],
  'one without any role': [],
};

describe('SEC-02: who may start what', () => {
  it('knows every action', () => {
    expect(Object.keys(NEEDS).sort()).toEqual([...INPUTS.keys()].sort());
  });

  const cases = Object.entries(NEEDS).flatMap(([action, need]) =>
    Object.entries(ROLES).flatMap(([role, given]) =>
      [false, true].map(isDryRun => ({ action, need, role, given, isDryRun })),
    ),
  );

  it.each(cases)(
    '$action by $role, dry run $isDryRun',
    async ({ action, need, given, isDryRun }) => {
      const { error, reached, asked } = await attempt(
        action,
        INPUTS.get(action)!,
        { given, isDryRun },
      );
      expect(asked[0]).toBe(
        need.aboutOne ? `${need.permission} ${refOf(action)}` : need.permission,
      );
      const may = given.includes(need.permission);
      expect(error?.name === 'NotAllowedError').toBe(!may);
      expect(error?.message.includes(need.permission) ?? false).toBe(!may);
      expect(reached.length > 0).toBe(may && !NO_CLUSTER.includes(action));
    },
  );

  it.each(Object.keys(NEEDS))(
    '%s is refused to a service, whatever it may',
    async action => {
      for (const isDryRun of [false, true]) {
        const { error, reached, asked } = await attempt(
          action,
          INPUTS.get(action)!,
          { service: true, isDryRun },
        );
        expect(error?.name).toBe('NotAllowedError');
        expect(error?.message).toContain('started by a service');
        expect([...reached, ...asked]).toEqual([]);
      }
    },
  );

  it.each(
    // that one asks kasm-backend, which knows its clusters
    Object.keys(NEEDS).filter(action => action !== 'kasm:deployment:verify'),
  )(
    '%s is refused on clusters that the configuration does not name',
    async action => {
      const input = { ...INPUTS.get(action), cluster: 'moon' };
      const { error, reached } = await attempt(action, input);
      expect(error?.name).toBe('InputError');
      expect(error?.message).toContain('rke2');
      expect(reached).toEqual([]);
    },
  );

  it.each([
    ['a cluster without the role', { cluster: 'harvester' }],
    ['a foreign namespace', { namespace: 'payments' }],
    ["the cluster's own namespace", { namespace: 'kube-system' }],
    ["the portal's namespace", { namespace: 'kasm-portal' }],
    ['a foreign database namespace', { database: { namespace: 'payments' } }],
    ['a foreign domain', { domain: 'example.org' }],
    ['a domain that only ends alike', { domain: 'badexample.com' }],
  ])('a deployment is refused in %s', async (_, more) => {
    for (const action of Object.keys(NEEDS).filter(
      id =>
        /:(create|plan|render|preflight)$/.test(id) &&
        id.startsWith('kasm:deployment'),
    )) {
      for (const isDryRun of [false, true]) {
        const { error, reached } = await attempt(
          action,
          { ...INPUTS.get(action), ...more },
          { isDryRun },
        );
        expect({ action, name: error?.name }).toEqual({
          action,
          name: 'InputError',
        });
        expect(reached).toEqual([]);
      }
    }
  });
});

describe('SEC-09: owners', () => {
  it.each(['kasm:deployment:create', 'kasm:deployment:plan'])(
    '%s gives a deployment only to groups of the one who asks',
    async action => {
      const { error, reached } = await attempt(action, {
        ...INPUTS.get(action),
        owner: 'group:default/payments',
      });
      expect(error?.message).toContain('group:default/payments');
      expect(error?.name).toBe('NotAllowedError');
      expect(reached).toEqual([]);
    },
  );
});

describe('SEC-38: timeouts that others share', () => {
  const input = {
    ...INPUTS.get('kasm:deployment:create'),
    ingress: { manageTraefikTimeouts: true },
  };

  it.each([
    [true, ['kasm.deployment.create', 'kasm.traefik.update']],
    [false, ['kasm.deployment.create']],
    [false, ['kasm.traefik.update']],
  ])('may be raised: %s, with %s', async (may, given) => {
    const { error, reached } = await attempt('kasm:deployment:create', input, {
      given,
    });
    expect(error?.name === 'NotAllowedError').toBe(!may);
    expect(reached.length > 0).toBe(may);
  });
});

describe('SEC-37: what is kept of an attempt', () => {
  it.each(Object.keys(NEEDS))('%s', async action => {
    const denied = await attempt(action, INPUTS.get(action)!, { given: [] });
    expect(denied.audit).toEqual([
      {
        event: {
          eventId: action.replace(/:/g, '-'),
          severityLevel: 'high',
          meta: {
            target: refOf(action),
            task: 'task-1',
            user: 'user:default/guest',
            dryRun: false,
          },
        },
        end: 'fail',
        error: expect.stringContaining(NEEDS[action].permission),
      },
    ]);
    const failed = await attempt(action, INPUTS.get(action)!, {
      isDryRun: true,
    });
    expect(failed.audit).toHaveLength(1);
    expect(failed.audit[0].event).toMatchObject({ severityLevel: 'low' });
    expect(failed.audit[0].end).toBe(failed.error ? 'fail' : 'success');
  });
});
