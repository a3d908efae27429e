import { gzipSync } from 'node:zlib';
import { PLATFORM_CHECK_IDS } from '@kasm-portal/backstage-plugin-kasm-common';
import { evaluate, nextEvaluation } from './evaluate';
import { ago, DAY, HOUR, NOW } from './__fixtures__/healthyObservation';
import { changed, findingOf, found, judged } from './__fixtures__/judge';
import {
  podTrouble,
  TROUBLE,
  without,
  withoutKasmApi,
} from './__fixtures__/trouble';
import { container } from './__fixtures__/healthyObservation';

describe('a healthy deployment', () => {
  const status = judged(() => {});

  it('is healthy, in one sentence with its numbers', () => {
    expect(status.health).toBe('healthy');
    expect(status.summary).toBe(
      'All 6 components run, database 3/3, 2 of 2 agents.',
    );
    expect(status.headline).toEqual({});
    expect(
      status.findings.filter(({ severity }) =>
        ['error', 'critical'].includes(severity),
      ),
    ).toEqual([]);
  });

  it('passes the five checks of the platform', () => {
    const platform = status.checks.filter(({ id }) =>
      (PLATFORM_CHECK_IDS as readonly string[]).includes(id),
    );
    expect(platform.map(({ id, result }) => `${id} ${result}`)).toEqual([
      'pods-running pass',
      'database-healthy pass',
      'certificate-ready pass',
      'endpoint-answers pass',
      'admin-secret-present pass',
    ]);
  });

  it('says which agent is on its way when there are fewer than wanted', () => {
    const starting = judged(({ agentVms }) => {
      const [vm] = agentVms.facts!.vms;
      Object.assign(vm, {
        printableStatus: 'Starting',
        ready: false,
        readySince: ago(2),
      });
    });
    expect(starting.health).toBe('healthy');
    expect(starting.summary).toBe(
      'All 6 components run, database 3/3, 1 of 2 agents (kasm-agent-1 is on the way).',
    );
  });

  it('does not flicker while a guest agent starts', () => {
    const blind = judged(({ agentVms }) => {
      const [vm] = agentVms.facts!.vms;
      Object.assign(vm, { guestAgent: false, readySince: ago(2) });
    });
    expect(findingOf(blind, 'agent-vm-blind')?.settling).toBe(true);
    expect(blind.health).toBe('healthy');
  });

  it('is small: 5 KB would hold it twice over as it is sent', () => {
    const text = JSON.stringify(status);
    expect(gzipSync(text).length).toBeLessThan(2.5 * 1024);
    expect(Buffer.byteLength(text)).toBeLessThan(7 * 1024);
  });

  it('says PostgreSQL 14 is past its end of life, and stays healthy', () => {
    expect(findingOf(status, 'database-major-end-of-life')?.severity).toBe(
      'warning',
    );
    const before = judged(() => {}, new Date('2026-11-11T00:00:00Z'));
    expect(findingOf(before, 'database-major-end-of-life')).toBeUndefined();
  });

  it('notes the Kasm API that is not configured, without a finding', () => {
    const unasked = judged(withoutKasmApi);
    expect(unasked.health).toBe('healthy');
    expect(unasked.sources.kasmApi).toMatchObject({
      state: 'notConfigured',
      optional: true,
    });
    expect(findingOf(unasked, 'source-blind')).toBeUndefined();
  });
});

describe('time', () => {
  it('shows what has just begun at once, as progress', () => {
    const status = judged(without(['kasm-pg-3'], { notReadySince: ago(1) }));

    expect(findingOf(status, 'database-degraded')).toMatchObject({
      settling: true,
      severity: 'warning',
    });
    expect(status.health).toBe('progressing');
    expect(status.summary).toBe('2 of 3 database instances are ready.');
  });

  it('judges it by its severity once it has lasted', () => {
    const observation = changed(
      podTrouble('guac', {
        readySince: ago(30),
        containers: [container({ ready: false })],
      }),
    );
    withoutKasmApi(observation);
    const status = evaluate(observation, NOW);
    expect(status.health).toBe('progressing');
    expect(status.summary).toBe(
      'guac runs but does not answer its health check.',
    );

    // The text changes with the first minute, then every minute, then it has lasted.
    expect(nextEvaluation(observation, status, NOW)).toEqual(
      new Date(NOW.getTime() + 30_000),
    );
    const later = new Date(NOW.getTime() + 119_000);
    expect(evaluate(observation, later).health).toBe('progressing');
    expect(
      nextEvaluation(observation, evaluate(observation, later), later),
    ).toEqual(new Date(NOW.getTime() + 120_000));
    expect(
      evaluate(observation, new Date(NOW.getTime() + 120_000)).health,
    ).toBe('degraded');
  });

  it('gives a rollout until its deadline', () => {
    const observation = changed(
      podTrouble('guac', {
        readySince: ago(400),
        containers: [container({ ready: false })],
      }),
    );
    expect(evaluate(observation, NOW).health).toBe('degraded');

    observation.controlPlane.facts!.workloads.find(
      ({ component }) => component === 'guac',
    )!.rolledOutAt = ago(400);
    expect(evaluate(observation, NOW).health).toBe('progressing');
  });

  it('is certain at once of what will not mend itself', () => {
    for (const id of [
      'agent-vm-down',
      'pod-crash-looping',
      'certificate-expiring',
      'traefik-timeout-short',
      'source-blind',
      'database-down',
    ] as const) {
      expect(found(id, TROUBLE[id])).not.toHaveProperty('settling');
    }
  });

  it('wakes up when the certificate comes near its end', () => {
    const observation = changed(candidate => {
      withoutKasmApi(candidate);
      // The check of what is served would wake up a week before its end.
      candidate.endpoint.facts!.served!.notAfter = ago(-60 * DAY);
    });
    const renewal = new Date(NOW.getTime() + 21 * DAY * 1000);
    const before = new Date(renewal.getTime() - HOUR * 1000);
    const next = nextEvaluation(
      observation,
      evaluate(observation, before),
      before,
    );

    expect(next).toEqual(new Date(renewal.getTime() + HOUR * 1000));
    expect(
      findingOf(evaluate(observation, next!), 'certificate-expiring')?.title,
    ).toBe(
      'The certificate of kasm.sandbox.localhost ends in 6 days and was not renewed',
    );
  });

  it('does not trust a moment far in the future', () => {
    const status = judged(
      without(['kasm-pg-3'], { notReadySince: ago(-10 * DAY) }),
    );
    expect(findingOf(status, 'database-degraded')?.settling).toBeUndefined();
  });
});

describe('a deployment that is being created', () => {
  it('says what is seen while nothing is waited for, and what creating does not cause it does not excuse', () => {
    const status = evaluate(
      changed(observation => {
        observation.deployment.state = 'creating';
        observation.deployment.createdAt = ago(30);
        TROUBLE['traefik-down'](observation);
      }),
      NOW,
    );
    expect(status.health).toBe('progressing');
    expect(status.summary).toMatch(/^Being created\. Now: [A-Z]/);
    expect(Date.parse(status.headline.since ?? ago(0))).toBeGreaterThan(
      NOW.getTime() - DAY * 1000,
    );
    expect(
      findingOf(status, 'database-major-end-of-life')?.settling,
    ).toBeUndefined();
  });

  const creating = changed(observation => {
    observation.deployment.state = 'creating';
    observation.deployment.createdAt = ago(200);
    Object.assign(observation.controlPlane, {
      state: 'empty',
      facts: { workloads: [], pods: [], signatures: [] },
    });
    observation.release.facts = { present: false };
    without(['kasm-pg-2', 'kasm-pg-3'], {
      phase: 'Creating a new replica',
      notReadySince: ago(180),
      createdAt: ago(180),
    })(observation);
    observation.agentVms = { state: 'notConfigured', since: ago(200) };
  });

  it('waits for its route last, and does not take what Traefik answers before for its own', () => {
    const status = evaluate(
      changed(observation => {
        observation.deployment.state = 'creating';
        observation.deployment.createdAt = ago(90);
        delete observation.ingress.facts!.route;
        Object.assign(observation.endpoint.facts!, {
          failedAt: 'tls',
          rootStatus: undefined,
          served: {
            names: ['x.traefik.default'],
            trusted: false,
            subject: 'TRAEFIK DEFAULT CERT',
          },
        });
      }),
      NOW,
    );
    expect(status.summary).toBe(
      'Being created for 1 min; waits for the route to it.',
    );
    expect(status.findings.map(({ id }) => id)).not.toContain(
      'endpoint-untrusted',
    );
  });

  it('is on its way, and says what it waits for and for how long', () => {
    const status = evaluate(creating, NOW);

    expect(status.health).toBe('progressing');
    expect(status.summary).toBe(
      'Being created for 3 min; waits for the database: 1 of 3 instances ready.',
    );
    expect(findingOf(status, 'deployment-absent')).toBeUndefined();
    expect(findingOf(status, 'component-missing')).toBeUndefined();
  });

  it('is judged like any other after an hour', () => {
    const late = new Date(NOW.getTime() + HOUR * 1000);
    expect(evaluate(creating, late).health).toBe('degraded');
  });
});

describe('a retired deployment', () => {
  it('is not judged', () => {
    const status = judged(observation => {
      TROUBLE['deployment-absent'](observation);
      observation.deployment.state = 'retired';
    });
    expect(status.findings).toEqual([]);
    expect(status.health).toBe('unknown');
    expect(status.summary).toMatch(/^Retired on purpose/);
    expect(new Set(status.checks.map(({ result }) => result))).toEqual(
      new Set(['skipped']),
    );
  });
});

describe('the sentence', () => {
  it('names how many agents are left', () => {
    expect(judged(TROUBLE['agent-lost']).summary).toBe(
      'Agent kasm-agent-1 has not checked in for 1 h; 1 of 2 agents serves desktops.',
    );
  });

  it('claims only that they run when Kasm is not asked', () => {
    const { summary } = judged(observation => {
      TROUBLE['agent-vm-down'](observation);
      withoutKasmApi(observation);
    });
    expect(summary).toBe(
      'Agent VM kasm-agent-1 is not running: Stopped; 1 of 2 agents runs.',
    );
  });

  it('says what is not known', () => {
    const status = judged(observation =>
      Object.assign(observation.agentVms, {
        state: 'forbidden',
        reason: 'list virtualmachines in kasm-agents: 403',
      }),
    );
    expect(status.health).toBe('healthy');
    expect(status.summary).toBe(
      'All 6 components run, database 3/3, agents unknown.',
    );
    expect(status.agents?.items.map(({ state }) => state)).toEqual([
      'unknown',
      'unknown',
    ]);
  });
});
