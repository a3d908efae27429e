import type { Observation } from '../../observation/Observation';
import { ago, DAY, GIB, HOUR } from '../__fixtures__/healthyObservation';
import { findingOf, found, judged } from '../__fixtures__/judge';
import {
  endpoint,
  kasmAgent,
  TROUBLE,
  withoutKasmApi,
} from '../__fixtures__/trouble';

type Change = (observation: Observation) => void;
type Vm = NonNullable<Observation['agentVms']['facts']>['vms'][number];

const all =
  (...changes: Change[]): Change =>
  observation =>
    changes.forEach(change => change(observation));
const vm =
  (change: Partial<Vm>, index: number = 0): Change =>
  ({ agentVms }) =>
    Object.assign(agentVms.facts!.vms[index], change);
const agents = ({ kasmApi }: Observation) => kasmApi.facts!.agents!;
/** Every agent fell silent, some seconds apart. */
const silent =
  (...since: number[]): Change =>
  observation =>
    agents(observation).forEach((agent, index) =>
      Object.assign(agent, {
        lastCheckIn: ago(since[index]),
        status: 'missing',
      }),
    );
const idsOf = (change: Change) =>
  judged(change)
    .findings.filter(({ id }) => /^agents?-|^versions/.test(id))
    .map(({ id, subject }) => [id, subject].filter(Boolean).join(':'));

describe('a VM that does not run', () => {
  const down = TROUBLE['agent-vm-down'];

  it('is an error while it is not known that the others have room', () => {
    expect(found('agent-vm-down', all(down, withoutKasmApi))?.severity).toBe(
      'error',
    );
    expect(
      found('agent-vm-down', all(down, TROUBLE['agents-full']))?.severity,
    ).toBe('error');
  });

  it.each<[string, Partial<Vm>, RegExp, RegExp]>([
    [
      'quota',
      { quotaRefusal: 'no memory left', printableStatus: 'Stopped' },
      /has no quota left$/,
      /describe resourcequotas$/,
    ],
    ['nodes', { printableStatus: 'ErrorUnschedulable' }, /Unsch/, /get nodes$/],
    [
      'image',
      { printableStatus: 'ErrImagePull' },
      /ErrImagePull$/,
      /describe vmi kasm-agent-1$/,
    ],
    ['disk', { printableStatus: 'ErrorPvcNotFound' }, /Pvc/, /get pvc$/],
    [
      'guest',
      { printableStatus: 'CrashLoopBackOff' },
      /CrashLoopBackOff$/,
      /^virtctl .* console kasm-agent-1/,
    ],
  ])('says what to look at: %s', (_what, change, title, command) => {
    const finding = found('agent-vm-down', all(down, vm(change)));
    expect(finding?.title).toMatch(title);
    expect(finding?.remedy[0].command).toMatch(command);
  });

  it('is not worth an alarm when somebody shut it down and another serves', () => {
    const shutDown = all(down, vm({ shutDown: true }), withoutKasmApi);
    expect(found('agent-vm-down', shutDown)).toMatchObject({
      severity: 'warning',
      title: 'Agent VM kasm-agent-1 is not running: it was shut down',
    });
    expect(
      found(
        'agent-vm-down',
        all(shutDown, vm({ printableStatus: 'Stopped', ready: false }, 1)),
      )?.severity,
    ).toBe('error');
  });

  const hanging = (since: number) =>
    vm({
      printableStatus: 'Running',
      ready: false,
      readySince: ago(since),
      reason: 'virt-launcher pod is terminating',
    });
  const unheard = (since: number) =>
    kasmAgent({ lastCheckIn: ago(since), status: 'missing' });

  it('is one that hangs with its node, whatever KubeVirt calls it', () => {
    const lost = all(hanging(HOUR), unheard(HOUR));
    const status = judged(lost);
    expect(findingOf(status, 'agent-vm-down')).toMatchObject({
      severity: 'warning',
      since: ago(HOUR),
      title:
        'Agent VM kasm-agent-1 is not ready, though it runs: its node or its guest does not answer',
    });
    expect(findingOf(status, 'agent-lost')).toMatchObject({
      severity: 'warning',
      explainedBy: 'agent-vm-down:kasm-agent-1',
    });
    expect(judged(all(lost, TROUBLE['agents-full'])).health).toBe('degraded');
  });

  it('may be unready for a moment, and softens nothing then', () => {
    const brief = all(hanging(120), unheard(600));
    expect(found('agent-vm-down', brief)).toBeUndefined();
    expect(found('agent-lost', brief)?.severity).toBe('error');
    expect(
      found('agent-vm-down', vm({ ready: false, readySince: undefined })),
    ).toBeUndefined();
  });

  it('explains that its agent is silent, and is no worse for it', () => {
    const status = judged(
      all(down, kasmAgent({ lastCheckIn: ago(HOUR), status: 'missing' })),
    );
    expect(findingOf(status, 'agent-lost')?.explainedBy).toBe(
      'agent-vm-down:kasm-agent-1',
    );
    expect(status.health).toBe('healthy');
    expect(status.agents).toMatchObject({ ready: 1, desired: 2 });
  });

  it('is known again by the address that it had', () => {
    const gone = vm({
      address: undefined,
      addresses: undefined,
      lastAddresses: ['10.0.20.11'],
    });
    expect(judged(all(down, gone)).agents?.items).toHaveLength(2);
  });
});

describe('an agent that is silent', () => {
  it('is a warning for five minutes', () => {
    const late = kasmAgent({ lastCheckIn: ago(120) });
    expect(found('agent-lost', late)).toMatchObject({
      severity: 'warning',
      title: 'Agent kasm-agent-1 has not checked in for 2 min',
    });
    expect(judged(late).health).toBe('healthy');
    expect(judged(late).agents?.items[0]).toMatchObject({
      state: 'failing',
      kasm: { checkIn: 'late' },
    });
  });

  it.each<[string, Partial<Parameters<typeof kasmAgent>[0]>]>([
    ['when Kasm does not say', { lastCheckIn: undefined, status: undefined }],
    ['by a moment that cannot be', { lastCheckIn: ago(-DAY) }],
    ['by a text that is none', { lastCheckIn: 'yesterday' }],
  ])('is not called lost %s', (_why, change) => {
    expect(found('agent-lost', kasmAgent(change))).toBeUndefined();
  });

  it('is not called lost because Kasm is asked seldom', () => {
    expect(
      found('agent-lost', ({ kasmApi }) => {
        kasmApi.seen = ago(200);
        kasmApi.facts!.agents!.forEach(agent => {
          agent.lastCheckIn = ago(210);
        });
      }),
    ).toBeUndefined();
  });

  it('stays as it was while Kasm cannot be asked', () => {
    expect(
      found('agent-lost', ({ kasmApi }) => {
        Object.assign(kasmApi, {
          state: 'unreachable',
          since: ago(HOUR),
          seen: ago(HOUR),
        });
        kasmApi.facts!.agents!.forEach(agent => {
          agent.lastCheckIn = ago(HOUR + 10);
        });
      }),
    ).toBeUndefined();
  });

  it('is no failure when its VM was stopped on purpose', () => {
    const stopped = all(
      vm({ wanted: false, printableStatus: 'Stopped', ready: false }),
      kasmAgent({ lastCheckIn: ago(HOUR), status: 'missing' }),
    );
    expect(idsOf(stopped)).toEqual([]);
    expect(judged(stopped).agents).toMatchObject({ ready: 1, desired: 1 });
  });

  it('is an old record when its VM is gone for a day', () => {
    const status = judged(observation => {
      agents(observation).push({
        ...agents(observation)[0],
        id: 'old',
        hostname: '10.0.20.99',
        status: 'missing',
        lastCheckIn: ago(3 * DAY),
      });
    });
    expect(findingOf(status, 'agent-lost')).toMatchObject({
      severity: 'info',
      title: 'Kasm still lists agent 10.0.20.99, whose VM is gone',
    });
    expect(status.agents).toMatchObject({ ready: 2, desired: 2 });
  });

  it('is one finding when all fell silent at once, and several otherwise', () => {
    expect(idsOf(silent(600, 620))).toContain('agent-lost');
    expect(found('agent-lost', silent(600, 620))).toMatchObject({
      severity: 'error',
      title: 'No agent has checked in for 10 min',
    });
    expect(idsOf(silent(600, 6000)).filter(id => /lost/.test(id))).toEqual([
      'agent-lost:kasm-agent-1',
      'agent-lost:kasm-agent-2',
    ]);
  });

  it('is explained by the way in only if that broke when check-ins ended', () => {
    const broken = (since: number) =>
      endpoint({
        rootStatus: 502,
        apiHealthy: false,
        failures: 5,
        failingSince: ago(since),
      });
    const explainedBy = (since: number) =>
      found('agent-lost', all(broken(since), silent(600, 610)))?.explainedBy;

    expect(explainedBy(570)).toBe('endpoint-failing');
    expect(explainedBy(3600)).toBeUndefined();
  });
});

describe('an agent that did not join', () => {
  const unknown = TROUBLE['agent-not-registered'];

  it.each<[string, Change]>([
    ['for twenty minutes', vm({ createdAt: ago(600) })],
    ['while its address is not known', vm({ address: '', addresses: [] })],
    ['when its VM is no agent', vm({ ours: false })],
    ['when Kasm is not asked', withoutKasmApi],
    [
      'when Kasm does not list agents',
      ({ kasmApi }) => {
        delete kasmApi.facts!.agents;
      },
    ],
  ])('is no finding %s', (_why, change) => {
    expect(found('agent-not-registered', all(unknown, change))).toBeUndefined();
  });

  it('is one when Kasm scales agents in that namespace by itself', () => {
    expect(
      found(
        'agent-not-registered',
        all(unknown, vm({ ours: undefined }), observation => {
          agents(observation)[0].autoscaled = true;
        }),
      )?.subject,
    ).toBe('kasm-agent-1');
  });

  it('is shown as being on its way until then', () => {
    const status = judged(all(unknown, vm({ createdAt: ago(600) })));
    expect(status.health).toBe('healthy');
    expect(status.agents?.items[0]).toMatchObject({
      state: 'progressing',
      reason: 'It has not joined Kasm yet.',
    });
  });
});

describe('an agent behind its cluster', () => {
  const hidden = vm({
    networks: [{ name: 'default', pod: true, binding: 'masquerade' }],
  });

  it('is out of reach of a control plane on another cluster', () => {
    expect(found('agent-unreachable-from-proxy', hidden)?.severity).toBe(
      'error',
    );
    expect(
      found(
        'agent-unreachable-from-proxy',
        all(hidden, ({ deployment }) => {
          deployment.agentCluster = deployment.cluster;
        }),
      ),
    ).toBeUndefined();
  });

  it('is the reason why it is not known by its address', () => {
    const status = judged(
      all(hidden, observation => {
        agents(observation).shift();
      }),
    );
    expect(findingOf(status, 'agent-not-registered')?.explainedBy).toBe(
      'agent-unreachable-from-proxy:kasm-agent-1',
    );
  });

  it('may have a name when the chart gives the proxy a resolver', () => {
    const named = TROUBLE['agent-unreachable-from-proxy'];
    expect(
      found(
        'agent-unreachable-from-proxy',
        all(named, ({ release }) => {
          release.facts!.version = '1.1190.6';
        }),
      ),
    ).toBeUndefined();
    expect(judged(named).agents?.items).toHaveLength(2);
  });
});

describe('an agent that the proxy cannot reach', () => {
  const named = TROUBLE['agent-unreachable-from-proxy'];
  const later =
    (resolvesNames: boolean | undefined): Change =>
    ({ release }) =>
      Object.assign(release.facts!, { version: '1.1190.6', resolvesNames });
  const complaint =
    (
      host: string,
      at: string,
      line = `upstream timed out (110: Connection timed out), upstream: https://${host}:443`,
    ): Change =>
    ({ controlPlane }) =>
      void controlPlane.facts!.signatures.push({
        id: 'nginx-upstream',
        component: 'proxy',
        pod: 'kasm-proxy',
        at,
        line,
      });
  const accused = (change: Change) =>
    found('agent-unreachable-from-proxy', change)?.subject;

  it('has a name, and the newer chart was given no resolver', () => {
    expect(accused(all(named, later(false)))).toBeDefined();
    expect(accused(all(named, later(true)))).toBeUndefined();
    expect(accused(later(false))).toBeUndefined();
  });

  it('is the one whose address the proxy complains of', () => {
    expect(accused(complaint('10.0.20.12', ago(60)))).toBe('kasm-agent-2');
  });

  it.each<[string, Change]>([
    ['long ago', complaint('10.0.20.12', ago(HOUR))],
    ['of another address', complaint('10.0.20.1', ago(60))],
    [
      'while nobody hears the agent',
      all(
        complaint('10.0.20.11', ago(60)),
        kasmAgent({ lastCheckIn: ago(HOUR) }),
      ),
    ],
  ])('is not accused by a complaint %s', (_which, change) => {
    expect(accused(change)).toBeUndefined();
  });
});

describe('disabled agents', () => {
  const disabled = kasmAgent({ enabled: false, sessions: 0 });

  it('are one error when no agent is enabled', () => {
    const none: Change = observation =>
      agents(observation).forEach(agent => {
        agent.enabled = false;
      });
    const status = judged(none);
    expect(idsOf(none)).toEqual(['agent-disabled', 'agents-full']);
    expect(findingOf(status, 'agent-disabled')).toMatchObject({
      severity: 'error',
      title:
        'All agents are registered but disabled: kasm-agent-1, kasm-agent-2',
    });
    expect(findingOf(status, 'agents-full')?.explainedBy).toBe(
      'agent-disabled',
    );
    expect(status.headline.blockedAt).toBe('agents');
  });

  it('are only mentioned while they are emptied', () => {
    expect(
      found('agent-disabled', all(disabled, kasmAgent({ sessions: 2 })))
        ?.severity,
    ).toBe('info');
  });

  it.each<[string, Change]>([
    ['that Kasm drains', kasmAgent({ status: 'draining' })],
    ['whose VM is being removed', vm({ printableStatus: 'Terminating' })],
    ['that are silent', kasmAgent({ lastCheckIn: ago(HOUR) })],
  ])('%s are none', (_which, change) => {
    expect(found('agent-disabled', all(disabled, change))).toBeUndefined();
  });
});

describe('room for sessions', () => {
  it('is unknown, and not gone, while the use of an agent is', () => {
    const status = judged(
      all(
        TROUBLE['agents-full'],
        kasmAgent({ coresUsed: undefined, memoryUsed: undefined }),
      ),
    );
    expect(findingOf(status, 'agents-full')).toBeUndefined();
    expect(status.capacity).toBeUndefined();
  });

  it('is short before it is gone', () => {
    const short = all(
      TROUBLE['agents-full'],
      kasmAgent({ coresUsed: 6, memoryUsed: 9 * GIB }),
    );
    expect(found('agents-full', short)).toMatchObject({
      severity: 'warning',
      title: 'Room for 1 more session only',
    });
  });

  it('is what overrides say, and wrong ones explain why there is none', () => {
    const status = judged(
      all(TROUBLE['agents-full'], TROUBLE['agent-overrides-implausible']),
    );
    expect(findingOf(status, 'agents-full')?.explainedBy).toBe(
      'agent-overrides-implausible:kasm-agent-1',
    );
    expect(status.health).toBe('degraded');
  });

  it('may be promised a few times over', () => {
    expect(
      found(
        'agent-overrides-implausible',
        kasmAgent({ coresOverride: 96, memoryOverride: 32 * GIB }),
      ),
    ).toBeUndefined();
  });
});

describe('disks and guests', () => {
  it('are not judged by what a silent agent reported', () => {
    expect(
      found(
        'agent-disk-full',
        all(
          TROUBLE['agent-disk-full'],
          kasmAgent({ lastCheckIn: ago(HOUR), status: 'missing' }),
        ),
      ),
    ).toBeUndefined();
  });

  it('need no guest agent while Kasm hears from the agent', () => {
    expect(
      found('agent-vm-blind', vm({ guestAgent: false, address: undefined }))
        ?.severity,
    ).toBe('info');
  });
});

describe('VMs that come and go', () => {
  const gone =
    (life: number, ended: number): Change =>
    ({ agentVms }) => {
      agentVms.facts!.gone = [1, 2, 3].map(index => ({
        name: `scaled-${index}`,
        createdAt: ago(ended + index * 60 + life),
        goneAt: ago(ended + index * 60),
      }));
    };

  it('are a loop no more that has missed some of its rounds', () => {
    expect(found('agent-vm-churn', gone(20, 60))).toBeDefined();
    expect(found('agent-vm-churn', gone(20, 400))).toBeUndefined();
  });

  it('are no loop when they lived for long, or long ago', () => {
    expect(found('agent-vm-churn', gone(HOUR, 60))).toBeUndefined();
    expect(found('agent-vm-churn', gone(20, 1200))).toBeUndefined();
    expect(found('agent-vm-churn', gone(20, 60))).toBeDefined();
  });
});

describe('no agent', () => {
  it('is not known by VMs alone: agents may be elsewhere', () => {
    const unseen: Change = ({ agentVms }) => {
      agentVms.facts!.vms = [];
    };
    const status = judged(all(unseen, withoutKasmApi));
    expect(findingOf(status, 'agents-none')).toMatchObject({
      severity: 'info',
      title: 'No agent VM is seen',
    });
    expect(status.health).toBe('healthy');
    expect(
      found(
        'agents-none',
        all(unseen, ({ kasmApi }) => {
          delete kasmApi.facts!.agents;
          kasmApi.facts!.agentsOfSessions = [
            { id: 'a1', hostname: '10.0.99.9' },
          ];
        }),
      ),
    ).toBeUndefined();
  });

  it('is the finding when only records of gone VMs are left', () => {
    const status = judged(
      all(silent(600, 600), ({ agentVms }) => {
        agentVms.facts!.vms = [];
      }),
    );
    expect(findingOf(status, 'agents-none')?.severity).toBe('error');
    expect(findingOf(status, 'agent-lost')?.explainedBy).toBe('agents-none');
  });

  it('is none of it when agents run elsewhere', () => {
    const elsewhere: Change = ({ agentVms, deployment }) => {
      Object.assign(agentVms, { state: 'notConfigured', facts: undefined });
      deployment.agentCluster = undefined;
    };
    const status = judged(elsewhere);
    expect(findingOf(status, 'agents-none')).toBeUndefined();
    expect(status.agents).toMatchObject({ ready: 2, desired: 2 });
    expect(
      found(
        'agents-none',
        all(elsewhere, ({ kasmApi }) => {
          Object.assign(kasmApi.facts!, { agents: [], sessions: [] });
        }),
      )?.evidence,
    ).toEqual(['Kasm knows no agent.']);
  });
});

describe('versions', () => {
  it('of agents are compared with the control plane’s', () => {
    const status = judged(kasmAgent({ version: '1.17.0' }));
    expect(findingOf(status, 'versions-differ')).toMatchObject({
      severity: 'warning',
      evidence: expect.arrayContaining(['1.17.0: agent kasm-agent-1.']),
    });
    expect(status.agents?.items[0].kasm?.version).toBe('1.17.0');
    expect(status.agents?.items[1].kasm).not.toHaveProperty(
      'version',
      '1.18.1',
    );
  });

  it('of builds of one release are the same, also for an agent that is silent', () => {
    const silentBuild = all(
      TROUBLE['versions-differ'],
      kasmAgent({
        version: '1.18.1-rolling.2',
        lastCheckIn: ago(HOUR),
        status: 'missing',
      }),
    );
    expect(found('agent-lost', silentBuild)?.explainedBy).toBeUndefined();
    expect(
      judged(kasmAgent({ version: '1.18.1-rolling.2' })).agents?.items[0].kasm,
    ).not.toHaveProperty('version', '1.18.1-rolling.2');
  });

  it('may differ during a rollout', () => {
    expect(
      found(
        'versions-differ',
        all(TROUBLE['versions-differ'], ({ controlPlane }) => {
          controlPlane.facts!.workloads[0].rolledOutAt = ago(60);
        }),
      )?.settling,
    ).toBe(true);
  });

  it('are what labels say where tags are digests, and a branch is none', () => {
    const tagged =
      (version: string): Change =>
      ({ controlPlane }) =>
        controlPlane.facts!.workloads.forEach(workload =>
          Object.assign(workload, { version, appVersion: '1.18.1' }),
        );
    const digest = `sha256:${'ab'.repeat(32)}`;
    expect(found('versions-differ', tagged(digest))).toBeUndefined();
    for (const mirrored of ['acme-7', 'prod', '2026.11.2', '0.4.1']) {
      expect(found('versions-differ', tagged(mirrored))).toBeUndefined();
    }
    expect(found('versions-differ', tagged('1.17.0'))).toBeDefined();
    expect(found('versions-differ', tagged('develop'))).toBeDefined();
    expect(
      found('versions-differ', tagged('1.18.1-rolling.3')),
    ).toBeUndefined();
  });
});
