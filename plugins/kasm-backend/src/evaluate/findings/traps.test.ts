import type { Observation } from '../../observation/Observation';
import {
  ago,
  container,
  DAY,
  HOUR,
  pod,
} from '../__fixtures__/healthyObservation';
import { found, judged } from '../__fixtures__/judge';
import {
  apiComplains,
  database,
  endpoint,
  initRunning,
  podTrouble,
  TROUBLE,
} from '../__fixtures__/trouble';

describe('findings are not raised', () => {
  it('for restarts long ago', () => {
    expect(
      found('pod-crash-looping', ({ controlPlane }) => {
        controlPlane.facts!.pods[0].containers = [
          container({
            restarts: 40,
            lastTermination: { exitCode: 1, finishedAt: ago(DAY) },
          }),
        ];
      }),
    ).toBeUndefined();
  });

  it('for a crash loop that has just ended', () => {
    const status = judged(({ controlPlane }) => {
      controlPlane.facts!.pods[0].containers = [
        container({
          restarts: 7,
          startedAt: ago(2),
          lastTermination: { exitCode: 1, finishedAt: ago(20) },
        }),
      ];
    });
    expect(status.health).toBe('healthy');
  });

  it('but for one that is between two crashes', () => {
    expect(
      found(
        'pod-crash-looping',
        podTrouble('api', {
          containers: [
            container({
              ready: false,
              restarts: 7,
              startedAt: ago(2),
              lastTermination: { exitCode: 1, finishedAt: ago(20) },
            }),
          ],
        }),
      )?.severity,
    ).toBe('error');
  });

  it('for a database that is being made, unless its log says why it cannot be', () => {
    const young = (observation: Observation) => {
      TROUBLE['database-bootstrap-stuck'](observation);
      observation.database.facts!.createdAt = ago(30);
    };
    expect(found('database-bootstrap-stuck', young)).toBeUndefined();
    expect(
      found('database-bootstrap-stuck', observation => {
        young(observation);
        observation.controlPlane.facts!.signatures.push({
          id: 'db-archive',
          component: 'initdb',
          pod: 'kasm-pg-1-initdb-abcde',
          at: ago(10),
          line: 'Expected empty archive',
        });
      }),
    ).toMatchObject({
      title: expect.stringMatching(/the backup archive is not empty$/),
      settling: true,
    });
  });

  it('for a VM that was stopped on purpose', () => {
    const status = judged(observation => {
      TROUBLE['agent-vm-down'](observation);
      observation.agentVms.facts!.vms[0].wanted = false;
    });
    expect(status.health).toBe('healthy');
    expect(status.agents).toMatchObject({ ready: 1, desired: 1 });
    expect(status.agents?.items[0].state).toBe('stopped');
  });

  it('for a VM that starts beside one that serves', () => {
    const status = judged(observation => {
      Object.assign(observation.agentVms.facts!.vms[0], {
        printableStatus: 'Starting',
        ready: false,
        readySince: ago(20),
      });
    });
    expect(status.agents?.items[0].state).toBe('progressing');
    expect(status.health).toBe('healthy');
  });

  it('but for one that starts for a quarter of an hour', () => {
    expect(
      found('agent-vm-down', observation => {
        Object.assign(observation.agentVms.facts!.vms[0], {
          printableStatus: 'Provisioning',
          ready: false,
          readySince: ago(HOUR),
        });
      })?.title,
    ).toBe('Agent VM kasm-agent-1 is not running: Provisioning');
  });

  it('for gateways that an external installation has switched off', () => {
    const change: Parameters<typeof judged>[0] = observation => {
      TROUBLE['component-missing'](observation);
      observation.deployment.delivery = 'external';
    };
    expect(judged(change).health).toBe('healthy');
  });

  it('for old lines in the log of a component that works again', () => {
    const status = judged(observation => {
      apiComplains('db-connect', 'a line')(observation);
      observation.controlPlane.facts!.pods.forEach(one => {
        one.ready = true;
        one.containers = [container()];
      });
    });
    expect(
      status.findings.some(({ id }) => id === 'database-unreachable-from-kasm'),
    ).toBe(false);
  });

  it('for lines in the log of a pod that was replaced', () => {
    const status = judged(observation => {
      apiComplains('db-connect', 'a line')(observation);
      observation.controlPlane.facts!.signatures[0].pod = 'kasm-api-former';
    });
    expect(
      status.findings.some(({ id }) => id === 'database-unreachable-from-kasm'),
    ).toBe(false);
  });

  it('for good, for lines during and just after a failover', () => {
    const status = judged(observation => {
      apiComplains('db-connect', 'a line')(observation);
      const { pods, currentPrimary } = observation.database.facts!;
      pods.find(({ name }) => name === currentPrimary)!.readySince = ago(10);
    });
    expect(
      status.findings.find(({ id }) => id === 'database-unreachable-from-kasm')
        ?.settling,
    ).toBe(true);
  });

  it('for a database secret of which CloudNativePG says nothing', () => {
    expect(
      found(
        'database-password-unset',
        database({ applicationSecretVersion: undefined }),
      ),
    ).toBeUndefined();
  });

  it('for a renewal while the old certificate is valid', () => {
    expect(
      judged(({ certificate }) => {
        Object.assign(certificate.facts!, {
          ready: false,
          issuing: true,
          reason: 'Issuing',
          readySince: ago(HOUR),
        });
      }).health,
    ).toBe('healthy');
  });

  it('for a wildcard that covers the host', () => {
    expect(
      found('certificate-names-differ', ({ certificate }) => {
        certificate.facts!.dnsNames = ['*.sandbox.localhost'];
      }),
    ).toBeUndefined();
  });

  it('for a short-lived certificate that is not due', () => {
    expect(
      found('certificate-expiring', ({ certificate }) => {
        Object.assign(certificate.facts!, {
          notBefore: ago(2 * HOUR),
          notAfter: ago(-22 * HOUR),
          renewalTime: undefined,
        });
      }),
    ).toBeUndefined();
  });

  it('for a Traefik without a limit', () => {
    expect(
      found('traefik-timeout-short', ({ ingress }) => {
        ingress.facts!.traefik!.timeouts.read.seconds = 0;
        ingress.facts!.traefik!.configured = { read: 0 };
      }),
    ).toBeUndefined();
  });

  it('for a route that looks odd and works, but as a warning', () => {
    expect(
      found('route-not-served', ({ ingress }) => {
        ingress.facts!.route!.ingressClass = 'other';
      }),
    ).toMatchObject({
      severity: 'warning',
      title:
        'kasm.sandbox.localhost answers, but its route looks wrong: the route has the class other, Traefik serves traefik',
    });
  });

  it('as failures after one probe that failed, but as something that begins', () => {
    const status = judged(
      endpoint({
        rootStatus: 502,
        apiHealthy: false,
        failures: 1,
        failingSince: ago(1),
      }),
    );
    expect(status.health).toBe('progressing');
  });

  it('with DNS blamed for a start that has just begun', () => {
    expect(
      found(
        'component-start-blocked',
        podTrouble('guac', { containers: initRunning('api-is-ready', 20) }),
      ),
    ).toMatchObject({ title: 'guac waits for api', settling: true });
  });
});

describe('findings are milder', () => {
  it('while another pod of the component serves', () => {
    const status = judged(observation => {
      observation.controlPlane.facts!.pods.push(
        pod('kasm-guac-second', 'guac', {
          ready: false,
          readySince: ago(HOUR),
          containers: [container({ ready: false })],
        }),
      );
      Object.assign(
        observation.controlPlane.facts!.workloads.find(
          ({ component }) => component === 'guac',
        )!,
        { desired: 2, ready: 1, complete: false },
      );
    });
    expect(status.health).toBe('healthy');
    expect(
      status.controlPlane?.components.find(({ role }) => role === 'guac'),
    ).toMatchObject({ state: 'failing', ready: 1, desired: 2 });
  });

  it('for agents in the first hour', () => {
    expect(
      found('agents-none', observation => {
        TROUBLE['agents-none'](observation);
        observation.deployment.createdAt = ago(600);
      })?.severity,
    ).toBe('info');
  });

  it('and worse with one instance left of three', () => {
    expect(
      found('database-degraded', observation => {
        const facts = observation.database.facts!;
        facts.pods = facts.pods.slice(0, 1);
        Object.assign(facts, { ready: 1, notReadySince: ago(HOUR) });
      })?.severity,
    ).toBe('error');
  });
});
