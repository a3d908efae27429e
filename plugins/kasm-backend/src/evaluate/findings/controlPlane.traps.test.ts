import type { Observation, WarningFacts } from '../../observation/Observation';
import { ago, container, HOUR } from '../__fixtures__/healthyObservation';
import { findingOf, found, judged } from '../__fixtures__/judge';
import { podTrouble, TROUBLE, waiting } from '../__fixtures__/trouble';

const noted = (
  kind: string,
  object: string,
  reason: string,
  message: string,
  since = ago(HOUR),
): WarningFacts => ({ kind, object, reason, message, since });

const POD = 'kasm-guac-5f6b-abcde';
const creating = podTrouble('guac', {
  phase: 'Pending',
  createdAt: ago(HOUR),
  containers: [waiting('ContainerCreating')],
});

/** A pod that is being made, and what is noted about it. */
const beingMade =
  (...warnings: WarningFacts[]) =>
  (observation: Observation): void => {
    creating(observation);
    observation.controlPlane.facts!.warnings = warnings;
  };

describe('a pod lacks what it needs', () => {
  it.each([
    [
      'MountVolume.SetUp failed for volume "tls" : secret "kasm-tls" not found',
      'guac needs Secret kasm-tls, which is missing in kasm',
    ],
    [
      'MountVolume.SetUp failed for volume "conf" : configmap "nginx" not found',
      'guac needs ConfigMap nginx, which is missing in kasm',
    ],
    [
      'MountVolume.SetUp failed for volume "tls" : references non-existent secret key: tls.crt',
      'guac needs the key tls.crt of a Secret, which has no such key in kasm',
    ],
  ])('as its events say: %s', (message, title) => {
    const finding = found(
      'pod-dependency-missing',
      beingMade(noted('Pod', POD, 'FailedMount', message)),
    );
    expect(finding).toMatchObject({ title, severity: 'error' });
  });

  it('or a key of it', () => {
    expect(
      found(
        'pod-dependency-missing',
        podTrouble('guac', {
          containers: [
            waiting(
              'CreateContainerConfigError',
              "couldn't find key password in Secret kasm/kasm-pg-credentials",
            ),
          ],
        }),
      )?.title,
    ).toBe(
      'guac needs the key password of Secret kasm-pg-credentials, which has no such key in kasm',
    );
  });

  it('but not while its certificate is being issued for the first time', () => {
    const change = (seconds: number) => (observation: Observation) => {
      TROUBLE['certificate-not-issued'](observation);
      Object.assign(observation.certificate.facts!, {
        issuing: true,
        readySince: ago(seconds),
        requestFailure: undefined,
      });
      podTrouble('proxy', {
        createdAt: ago(HOUR),
        containers: [waiting('ContainerCreating')],
      })(observation);
    };
    const of = (seconds: number) =>
      found('pod-dependency-missing', change(seconds))?.settling;
    expect(of(100)).toBe(true);
    expect(of(HOUR)).toBeUndefined();
  });
});

describe('a volume', () => {
  const attach = (seconds: number) =>
    beingMade(
      noted(
        'Pod',
        POD,
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node',
        ago(seconds),
      ),
    );

  it('that is still attached to a lost node gets six minutes', () => {
    expect(found('volume-pending', attach(300))?.settling).toBe(true);
    expect(found('volume-pending', attach(400))).toMatchObject({
      subject: 'guac',
      title: expect.stringMatching(`^No disk for ${POD}: Multi-Attach`),
    });
  });

  it('is not what a missing Secret is', () => {
    const { findings } = judged(
      beingMade(
        noted(
          'Pod',
          POD,
          'FailedMount',
          'MountVolume.SetUp failed for volume "pvc-tls" : secret "x" not found',
        ),
      ),
    );
    expect(findings.map(({ id }) => id)).not.toContain('volume-pending');
    expect(findings.map(({ id }) => id)).toContain('pod-dependency-missing');
  });

  it('that waits for its pod is no finding', () => {
    expect(
      found('volume-pending', observation => {
        TROUBLE['volume-pending'](observation);
        observation.database.facts!.warnings = [];
      }),
    ).toBeUndefined();
  });

  const withPod = (message: string) =>
    judged(observation => {
      TROUBLE['volume-pending'](observation);
      const { facts } = observation.database;
      facts!.pods.push({
        name: 'kasm-pg-3',
        createdAt: ago(HOUR),
        phase: 'Pending',
        ready: false,
        containers: [],
        unschedulable: { reason: 'Unschedulable', message, since: ago(HOUR) },
      });
    });

  it('explains the pod that the scheduler keeps back for it', () => {
    const status = withPod('pod has unbound immediate PersistentVolumeClaims');
    expect(findingOf(status, 'pod-unschedulable')?.explainedBy).toBe(
      'volume-pending:kasm-pg-3',
    );
    expect(findingOf(status, 'volume-pending')?.explainedBy).toBeUndefined();
  });

  it('is explained by a pod that fits on no node', () => {
    const status = withPod('0/3 nodes are available: 3 Insufficient memory.');
    expect(findingOf(status, 'volume-pending')?.explainedBy).toBe(
      'pod-unschedulable:kasm-pg-3',
    );
    expect(findingOf(status, 'pod-unschedulable')?.explainedBy).toBeUndefined();
  });

  it('explains the database that is short of an instance', () => {
    expect(
      findingOf(judged(TROUBLE['volume-pending']), 'database-degraded')
        ?.explainedBy,
    ).toBe('volume-pending:kasm-pg-3');
  });
});

describe('a pod that fits on no node', () => {
  const scaledUp = (seconds: number) =>
    judged(observation => {
      TROUBLE['pod-unschedulable'](observation);
      const { facts } = observation.controlPlane;
      facts!.scaleUps = [{ pod: POD, at: ago(seconds) }];
    });

  it('is on its way while a node is made for it, for a quarter of an hour', () => {
    const status = scaledUp(300);
    expect(findingOf(status, 'pod-unschedulable')?.settling).toBe(true);
    expect(status.health).toBe('progressing');
    expect(
      findingOf(scaledUp(1000), 'pod-unschedulable')?.settling,
    ).toBeUndefined();
  });
});

describe('pods are refused', () => {
  const statefulSet =
    (pods: boolean) =>
    (observation: Observation): void => {
      const facts = observation.controlPlane.facts!;
      const guac = facts.workloads.find(
        ({ component }) => component === 'guac',
      )!;
      guac.kind = 'StatefulSet';
      facts.warnings = [
        noted(
          'StatefulSet',
          guac.name,
          'FailedCreate',
          'create Pod kasm-guac-0 failed error: exceeded quota: default',
        ),
      ];
      if (!pods) {
        Object.assign(guac, { ready: 0, available: 0, complete: false });
        facts.pods = facts.pods.filter(({ component }) => component !== 'guac');
      }
    };

  it('of a StatefulSet, as its events say', () => {
    expect(found('pod-rejected', statefulSet(false))).toMatchObject({
      subject: 'guac',
      title: 'The cluster refuses pods of guac: a quota',
    });
  });

  it('but not any more once they are there', () => {
    expect(found('pod-rejected', statefulSet(true))).toBeUndefined();
  });

  const job = (observation: Observation) => {
    observation.controlPlane.facts!.warnings = [
      noted('Job', 'kasm-db-init-job', 'FailedCreate', 'violates PodSecurity'),
    ];
  };

  it('of the job that fills the database, until the API serves', () => {
    expect(found('pod-rejected', job)).toBeUndefined();
    expect(
      found('pod-rejected', observation => {
        TROUBLE['pod-crash-looping'](observation);
        job(observation);
      })?.title,
    ).toBe('The cluster refuses pods of db-init: Pod Security');
  });
});

describe('components', () => {
  const version = (appVersion: string) => (observation: Observation) =>
    observation.controlPlane.facts!.workloads.forEach(workload => {
      workload.appVersion = appVersion;
    });
  const withoutGuac = TROUBLE['component-missing'];

  it('that the values switch off are not missing', () => {
    const status = judged(observation => {
      withoutGuac(observation);
      observation.release.facts!.disabled = ['guac'];
    });
    expect(findingOf(status, 'component-missing')).toBeUndefined();
    expect(
      status.controlPlane?.components.map(({ role }) => role),
    ).not.toContain('guac');
  });

  it('of a version that nobody looked at are known by their labels only', () => {
    expect(
      found('component-missing', observation => {
        withoutGuac(observation);
        version('1.20.0')(observation);
      }),
    ).toBeUndefined();
  });

  it('that may be StatefulSets are not missing where those may not be read', () => {
    const missing = (statefulSetsSeen: boolean) =>
      found('component-missing', observation => {
        withoutGuac(observation);
        version('1.19.0')(observation);
        observation.controlPlane.facts!.statefulSetsSeen = statefulSetsSeen;
      });
    expect(missing(true)?.subject).toBe('guac');
    expect(missing(false)).toBeUndefined();
  });

  it('are asked for as their version has them', () => {
    expect(found('component-missing', version('1.17.0'))?.title).toBe(
      'share is not deployed',
    );
  });

  it('may be StatefulSets', () => {
    const status = judged(({ controlPlane }) => {
      controlPlane.facts!.workloads.forEach(workload => {
        if (workload.component === 'guac') {
          workload.kind = 'StatefulSet';
        }
      });
    });
    expect(status.health).toBe('healthy');
    expect(
      status.controlPlane?.components
        .filter(({ kind }) => kind)
        .map(one => one.role),
    ).toEqual(['guac']);
  });

  it('say what they wait for', () => {
    const status = judged(TROUBLE['component-start-blocked']);
    expect(
      status.controlPlane?.components.find(({ role }) => role === 'guac'),
    ).toMatchObject({ waitsFor: 'api' });
  });

  it('of 1.19 have more time to start', () => {
    const unready = (appVersion: string) =>
      found('pod-not-ready', observation => {
        version(appVersion)(observation);
        podTrouble('api', {
          readySince: ago(200),
          containers: [container({ ready: false })],
        })(observation);
      })?.settling;
    expect(unready('1.18.1')).toBeUndefined();
    expect(unready('1.19.0')).toBe(true);
  });

  it('that do not answer show what their probe got', () => {
    const finding = found('pod-not-ready', observation => {
      TROUBLE['pod-not-ready'](observation);
      observation.controlPlane.facts!.warnings = [
        noted('Pod', POD, 'Unhealthy', 'Readiness probe failed: HTTP 503'),
      ];
    });
    expect(finding?.evidence).toContain('Readiness probe failed: HTTP 503');
  });

  it('show what they use only when it is much', () => {
    const used = (memory: number) =>
      judged(({ controlPlane }) => {
        const facts = controlPlane.facts!;
        facts.pods.forEach(pod => {
          pod.limits = { cpu: 2, memory: 1000 };
        });
        facts.usage = [{ component: 'api', cpu: 100, memory }];
      }).controlPlane?.components.find(({ role }) => role === 'api')?.usage;
    expect(used(790)).toBeUndefined();
    expect(used(955)).toEqual({ memory: 90 });
  });
});

describe('a proxy of its own', () => {
  const exposed = TROUBLE['proxy-exposed'];

  it('is intended where nothing else leads to Kasm', () => {
    expect(
      found('proxy-exposed', observation => {
        exposed(observation);
        observation.deployment.delivery = 'external';
        delete observation.ingress.facts!.route;
      }),
    ).toBeUndefined();
  });

  it('may still wait for its address', () => {
    expect(
      found('proxy-exposed', ({ controlPlane }) => {
        controlPlane.facts!.exposures = [
          { name: 'kasm-proxy-ext', type: 'LoadBalancer' },
        ];
      })?.title,
    ).toContain('(pending)');
  });
});
