import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Observation } from '../../observation/Observation';
import { ago, DAY, HOUR, NOW } from '../__fixtures__/healthyObservation';
import { changed, found, judged } from '../__fixtures__/judge';
import { TROUBLE } from '../__fixtures__/trouble';
import { nextEvaluation } from '../evaluate';

type Facts = NonNullable<Observation['kasmApi']['facts']>;

const kasm =
  (change: (facts: Facts) => void) =>
  ({ kasmApi }: Observation) =>
    change(kasmApi.facts!);

const session = (change: Partial<NonNullable<Facts['sessions']>[number]>) =>
  kasm(({ sessions }) =>
    Object.assign(sessions![0], {
      status: 'starting',
      createdAt: ago(300),
      ...change,
    }),
  );

const all =
  (...changes: Array<(observation: Observation) => unknown>) =>
  (observation: Observation) =>
    changes.forEach(change => change(observation));

/** What the healthy observation has of findings is the database's own. */
const troubles = ({ findings }: StatusDocument) =>
  findings.filter(({ id }) => !id.startsWith('database-'));

describe('a zone', () => {
  const upstream = (address: string | undefined, autoscaled: boolean) =>
    kasm(({ zones, agents }) => {
      zones![0].upstreamAuthAddress = address;
      agents![0].autoscaled = autoscaled;
    });

  it.each(['', '$request_host$', undefined])(
    'may have the upstream address %p while people make the agents',
    address => {
      expect(
        found('zone-misaddressed', upstream(address, false)),
      ).toBeUndefined();
    },
  );

  it.each(['', '$request_host$'])(
    'needs more than %p where Kasm makes them',
    address => {
      expect(
        found('zone-misaddressed', upstream(address, true))?.evidence[0],
      ).toContain('need kasm.sandbox.localhost there');
    },
  );

  it('that does not tell its port is not accused', () => {
    expect(
      found(
        'zone-misaddressed',
        kasm(({ zones }) => delete zones![0].proxyPort),
      ),
    ).toBeUndefined();
  });

  it('is why machines that Kasm made do not join', () => {
    const status = judged(
      all(
        upstream('$request_host$', true),
        ({ agentVms }) =>
          void agentVms.facts!.vms.push({
            ...agentVms.facts!.vms[0],
            name: 'kasm-autoscale-1',
            hostname: 'kasm-autoscale-1',
            address: '10.0.20.99',
            addresses: ['10.0.20.99'],
            createdAt: ago(HOUR),
            ours: undefined,
          }),
      ),
    );

    expect(status.findings).toContainEqual(
      expect.objectContaining({ id: 'zone-misaddressed', severity: 'error' }),
    );
    expect(status.findings).toContainEqual(
      expect.objectContaining({
        id: 'agent-not-registered',
        explainedBy: 'zone-misaddressed:default',
      }),
    );
  });
});

describe('VMs of autoscaling of which none joined', () => {
  const provided = (change: object = {}) =>
    all(
      kasm(({ zones, agents }) => {
        zones![0].upstreamAuthAddress = '$request_host$';
        agents!.pop();
      }),
      ({ agentVms }) => {
        const [first] = agentVms.facts!.vms;
        agentVms.facts!.vms = [
          first,
          ...[1, 2, 3].map(index => ({
            ...first,
            name: `kasm-provided-${index}`,
            hostname: `kasm-provided-${index}`,
            address: `10.0.20.9${index}`,
            addresses: [`10.0.20.9${index}`],
            createdAt: ago(2 * HOUR),
            ours: undefined,
            ...change,
          })),
        ];
      },
    );

  it('show that Kasm makes agents, and that the zone keeps them out', () => {
    const status = judged(provided());

    expect(status.health).toBe('degraded');
    expect(status.findings).toContainEqual(
      expect.objectContaining({ id: 'zone-misaddressed', severity: 'error' }),
    );
    expect(
      status.findings
        .filter(({ id }) => id === 'agent-not-registered')
        .map(({ subject, explainedBy }) => [subject, explainedBy]),
    ).toEqual(
      [1, 2, 3].map(index => [
        `kasm-provided-${index}`,
        'zone-misaddressed:default',
      ]),
    );
    expect(status.agents?.items).toHaveLength(4);
  });

  it.each([
    ['are young', { createdAt: ago(600) }],
    [
      'are stopped',
      { printableStatus: 'Stopped', ready: false, wanted: false },
    ],
    ['belong to something else', { ours: false }],
  ])('are no trouble when they %s', (_, change) => {
    const status = judged(provided(change));
    expect(status.health).toBe('healthy');
    expect(troubles(status)).toEqual([]);
  });
});

describe('the zone of an agent', () => {
  const inZone = (zone: string | undefined) =>
    found(
      'zone-misaddressed',
      kasm(({ agents }) => {
        agents![0].zone = zone;
      }),
    );

  it('is one that the deployment has a proxy of', () => {
    expect(inZone('Default')).toBeUndefined();
    expect(inZone(undefined)).toBeUndefined();
    expect(inZone('Berlin')).toMatchObject({
      severity: 'warning',
      subject: 'Berlin',
      evidence: [expect.stringContaining('Agent kasm-agent-1 is in it')],
    });
  });
});

describe('lists that the key may not read', () => {
  const refused = kasm(facts => {
    delete facts.agents;
    facts.agentsOfSessions = [
      { id: 'a1', hostname: '10.0.20.11', sessions: 1 },
      { id: 'a9', hostname: '10.0.99.9', sessions: 2 },
    ];
    facts.unread = [
      {
        list: 'agents',
        reason: 'get_agents: the key lacks the permission Agents View',
        forbidden: true,
      },
    ];
  });

  it('are named with the permission, and so is what cannot be said without them', () => {
    const status = judged(refused);

    expect(troubles(status)).toEqual([
      expect.objectContaining({
        id: 'source-blind',
        severity: 'warning',
        subject: 'kasmApi:agents',
        evidence: [expect.stringContaining('Agents View')],
      }),
    ]);
    for (const id of [
      'agents-checking-in',
      'capacity-left',
      'agents-match-vms',
    ]) {
      expect(status.checks.find(check => check.id === id)).toMatchObject({
        result: 'unknown',
        evidence: expect.stringContaining('Agents View'),
      });
    }
  });

  it('leave the agents that VMs and sessions show', () => {
    expect(judged(refused).agents).toMatchObject({
      ready: 2,
      desired: 2,
      items: [
        { name: '10.0.99.9', state: 'unknown', kasm: { sessions: 2 } },
        { name: 'kasm-agent-1', state: 'ok', kasm: { sessions: 1 } },
        { name: 'kasm-agent-2', state: 'ok' },
      ],
    });
  });

  it('are no matter of the key when Kasm only failed', () => {
    const failed = all(
      refused,
      kasm(({ unread }) => Object.assign(unread[0], { forbidden: false })),
    );
    expect(troubles(judged(failed))).toEqual([]);
  });
});

describe('a workspace without its image', () => {
  const missing = TROUBLE['workspace-image-unavailable'];

  it('is given an hour from the first agent on', () => {
    expect(
      found(
        'workspace-image-unavailable',
        all(missing, ({ agentVms }) =>
          agentVms.facts!.vms.forEach(vm =>
            Object.assign(vm, { createdAt: ago(HOUR / 2) }),
          ),
        ),
      ),
    ).toBeUndefined();
  });

  it('is a warning while others can be started, and none when it is not enabled', () => {
    const other = (enabled: boolean) =>
      kasm(({ images }) => {
        images!.push({ ...images![0], id: 'i2', name: 'Chrome', enabled });
        images![1].available = false;
      });
    expect(found('workspace-image-unavailable', other(true))).toMatchObject({
      severity: 'warning',
      title: 'Workspace Chrome is on no agent',
    });
    expect(found('workspace-image-unavailable', other(false))).toBeUndefined();
  });

  it('is not the trouble when no agent is enabled, nor when Kasm does not tell', () => {
    const disabled = kasm(({ agents }) =>
      agents!.forEach(agent => Object.assign(agent, { enabled: false })),
    );
    expect(
      found('workspace-image-unavailable', all(missing, disabled)),
    ).toBeUndefined();
    expect(
      found(
        'workspace-image-unavailable',
        kasm(({ images }) => delete images![0].available),
      ),
    ).toBeUndefined();
  });
});

describe('a session that starts', () => {
  it.each([
    ['is young', { createdAt: ago(100) }],
    ['is staged for nobody', { standby: true }],
    ['gets on with a large image', { progress: 40, progressAt: ago(20) }],
    ['was resumed a moment ago', { createdAt: ago(DAY), statusSince: ago(20) }],
    ['has no age', { createdAt: undefined }],
  ])('is not stuck when it %s', (_, change) => {
    expect(found('sessions-stuck', session(change))).toBeUndefined();
  });

  it('is stuck after ten minutes, however it gets on', () => {
    expect(
      found(
        'sessions-stuck',
        session({ createdAt: ago(700), progressAt: ago(5) }),
      ),
    ).toBeDefined();
  });

  it.each(['No resources are available', 'Error during create', 'Pull failed'])(
    'is known to fail at once by “%s”, which stays out of the title',
    message => {
      const finding = found(
        'sessions-stuck',
        session({ createdAt: ago(20), message }),
      );
      expect(finding).toMatchObject({
        severity: 'warning',
        title: '1 session does not start',
      });
      expect(finding?.evidence).toContain(`Kasm says: ${message}`);
    },
  );

  it('is not failing by what it gets on with', () => {
    expect(
      found(
        'sessions-stuck',
        session({ createdAt: ago(20), message: 'Pulling image (failover-1)' }),
      ),
    ).toBeUndefined();
  });

  it('is looked at again when it would be late', () => {
    const observation = changed(session({ createdAt: ago(100) }));
    const next = nextEvaluation(
      observation,
      judged(() => {}),
      NOW,
    );
    expect(next!.getTime() - NOW.getTime()).toBeLessThanOrEqual(80_000);
  });

  it('is an error from three on, with when the first began', () => {
    const status = found(
      'sessions-stuck',
      kasm(facts => {
        facts.sessions = [200, 400, 300].map((seconds, index) => ({
          id: `s${index}`,
          status: 'requested',
          createdAt: ago(seconds),
        }));
      }),
    );
    expect(status).toMatchObject({
      severity: 'error',
      since: ago(400),
      title: '3 sessions do not start',
    });
  });

  it('is explained by the agent that it is on', () => {
    const on = (agentId: string) =>
      judged(all(session({ agentId }), TROUBLE['agent-lost'])).findings.find(
        ({ id }) => id === 'sessions-stuck',
      )?.explainedBy;
    expect(on('a1')).toMatch(/^agent-lost/);
    expect(on('a2')).toBeUndefined();
  });
});

describe('a licence', () => {
  const licences = (...list: NonNullable<Facts['licences']>) =>
    found(
      'licence-exhausted',
      kasm(facts => {
        facts.licences = list;
      }),
    );
  const concurrent = { kind: 'Per Concurrent Kasm' };

  it('is not needed by the community edition', () => {
    expect(licences()).toBeUndefined();
  });

  it('that ended does not matter while another is valid', () => {
    expect(
      licences(
        { ...concurrent, expiresAt: ago(DAY), limit: 1 },
        { ...concurrent, expiresAt: ago(-100 * DAY), limit: 50 },
      ),
    ).toBeUndefined();
    expect(
      licences({ ...concurrent, expiresAt: ago(DAY), limit: 50 }),
    ).toMatchObject({ severity: 'error', title: 'The Kasm licence has ended' });
  });

  it('for named users is not counted by sessions', () => {
    expect(licences({ kind: 'Per Named User', limit: 2 })).toBeUndefined();
  });

  it('is an error when it is used up', () => {
    expect(licences({ ...concurrent, limit: 2 })).toMatchObject({
      severity: 'error',
      title: expect.stringContaining('no more than the 2 sessions'),
    });
    expect(licences({ ...concurrent, limit: 3 })).toBeUndefined();
  });
});

describe('Kasm’s API', () => {
  const calls = (made: number, failed: number) =>
    found(
      'kasm-api-erratic',
      kasm(facts => {
        facts.calls = { made, failed };
      }),
    );

  it.each([
    [60, 5],
    [10, 9],
    [0, 0],
  ])(
    'is not called unreliable for %i answers with %i failures',
    (...counts) => {
      expect(calls(...counts)).toBeUndefined();
    },
  );

  it('says the same of about as many failures', () => {
    expect(calls(60, 20)?.title).toBe(calls(60, 22)?.title);
  });

  const unheard = ({ kasmApi }: Observation) =>
    Object.assign(kasmApi, {
      state: 'unreachable',
      since: ago(300),
      reason: 'Kasm API of rke2/workspaces: get_kasms: there was no answer',
    });
  const blind = (change: (observation: Observation) => unknown) =>
    judged(all(unheard, change)).findings.find(
      ({ id, subject }) => id === 'source-blind' && subject === 'kasmApi',
    );

  it('that is not heard is a warning of its own only while nothing explains it', () => {
    expect(blind(() => {})?.severity).toBe('warning');
    expect(blind(() => {})?.explainedBy).toBeUndefined();
    expect(judged(unheard).health).toBe('healthy');
    expect(blind(TROUBLE['endpoint-failing'])?.explainedBy).toBe(
      'endpoint-failing',
    );
    expect(blind(TROUBLE['database-down'])?.explainedBy).toBe('database-down');
    expect(blind(TROUBLE['traefik-down'])?.explainedBy).toBe('traefik-down');
  });

  it('that refuses the key is not explained by the route', () => {
    const refused = judged(
      all(TROUBLE['endpoint-failing'], ({ kasmApi }) =>
        Object.assign(kasmApi, {
          state: 'forbidden',
          since: ago(60),
          reason: 'it lacks the permission Sessions View',
        }),
      ),
    ).findings.find(({ subject }) => subject === 'kasmApi');
    expect(refused?.explainedBy).toBeUndefined();
    expect(refused?.remedy[0].text).toContain('Settings, Developers');
  });

  it('has what it said last judged as of then, while it is not heard', () => {
    const status = judged(
      all(session({ createdAt: ago(170) }), ({ kasmApi }) =>
        Object.assign(kasmApi, {
          state: 'unreachable',
          since: ago(60),
          seen: ago(60),
        }),
      ),
    );
    expect(
      status.findings.find(({ id }) => id === 'sessions-stuck'),
    ).toBeUndefined();
    expect(status.sessions).toEqual({ now: 1, before: 2, asOf: ago(60) });
  });
});
