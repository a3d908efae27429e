import type { Observation } from '../../observation/Observation';
import { ago, DAY, HOUR } from '../__fixtures__/healthyObservation';
import { found, judged } from '../__fixtures__/judge';
import { TROUBLE } from '../__fixtures__/trouble';

type Release = NonNullable<Observation['release']['facts']>;

const release =
  (
    change: Partial<Release>,
    delivery: 'helmchart' | 'external' = 'helmchart',
  ) =>
  (observation: Observation): void => {
    Object.assign(observation.release.facts!, change);
    observation.deployment.delivery = delivery;
  };

const edited = (observation: Observation): void => {
  observation.controlPlane.facts!.workloads[0].foreignManagers = [
    'kubectl-edit',
  ];
};

describe('a release is unsafe to run again', () => {
  it.each<[string, Partial<Release>, RegExp]>([
    ['takes the newest chart', { pinned: false }, /names no version/],
    [
      'initialises a database in use',
      { initialize: true },
      /initialised again/,
    ],
    ['uninstalls what failed', { failurePolicy: undefined }, /reinstall/],
    [
      'uninstalls by its own words',
      { failurePolicy: 'reinstall' },
      /reinstall/,
    ],
    [
      'loses its tokens',
      { keepsSecret: false },
      /let an uninstall remove the Secret/,
    ],
    [
      'has its policy overruled',
      { configPolicy: 'reinstall' },
      /HelmChartConfig/,
    ],
  ])('when it %s', (_, change, evidence) => {
    const finding = found('release-unsafe-to-rerun', release(change));
    expect(finding?.severity).toBe('warning');
    expect(finding?.evidence).toEqual([expect.stringMatching(evidence)]);
  });

  it('when somebody changed a component by hand, and Helm may not take that back', () => {
    expect(found('release-unsafe-to-rerun', edited)?.evidence).toEqual([
      'Replicas or images were changed by hand: api by kubectl-edit.',
    ]);
    expect(
      found('release-unsafe-to-rerun', observation => {
        edited(observation);
        release({ forceConflicts: true })(observation);
      }),
    ).toBeUndefined();
  });

  it.each<[string, (observation: Observation) => void]>([
    [
      'in the first minutes',
      release({ initialize: true, createdAt: ago(600) }),
    ],
    ['for what somebody else delivers', release({ pinned: false }, 'external')],
    [
      'for values that nobody can read',
      release({ initialize: undefined, keepsSecret: undefined }),
    ],
    [
      'for a release that is being removed',
      release({ pinned: false, deletedAt: ago(5) }),
    ],
    [
      'before the API serves for a while',
      observation => {
        release({ initialize: true })(observation);
        observation.controlPlane.facts!.pods.forEach(pod => {
          pod.readySince = ago(300);
        });
      },
    ],
    [
      'for the Secret of a version that keeps it anyway',
      observation => {
        release({ keepsSecret: false })(observation);
        observation.controlPlane.facts!.workloads.forEach(workload => {
          workload.appVersion = '1.19.0';
        });
      },
    ],
  ])('but not %s', (_, change) => {
    expect(found('release-unsafe-to-rerun', change)).toBeUndefined();
  });
});

describe('a release that is stuck', () => {
  it.each([
    ['cannot patch "kasm-db-init-job": field is immutable', 'an object cannot'],
    ['conflict with "kubectl" using apps/v1: .spec.replicas', 'somebody else'],
    ['waiting for operator intervention', 'it waits for an operator'],
    ['UPGRADE FAILED: something else', 'it failed'],
  ])('says why in its title: %s', (message, words) => {
    expect(
      found(
        'release-blocked',
        release({
          jobComplete: false,
          firstFailure: { at: ago(60), exitCode: 1, message },
        }),
      )?.title,
    ).toContain(`release kasm cannot go on (${words}`);
  });

  it('is one whose removal takes longer than ten minutes', () => {
    const removed = (seconds: number) =>
      found('release-blocked', release({ deletedAt: ago(seconds) }));
    expect(removed(500)).toBeUndefined();
    expect(removed(HOUR)).toMatchObject({
      title: expect.stringContaining('(its removal does not end)'),
      remedy: expect.arrayContaining([
        expect.objectContaining({
          command: 'kubectl -n kasm-portal logs job/helm-delete-kasm',
        }),
      ]),
    });
  });

  it('is shown with its first failure, which is not what it says last', () => {
    const { controlPlane } = judged(
      release({
        jobComplete: false,
        failed: 'release failed',
        firstFailure: {
          at: ago(DAY),
          exitCode: 1,
          message: 'INSTALLATION FAILED: no room',
        },
      }),
    );
    expect(controlPlane?.release).toMatchObject({
      state: 'failing',
      policy: 'retry',
      firstFailure: { at: ago(DAY), message: 'INSTALLATION FAILED: no room' },
    });
  });
});

describe('nothing is left', () => {
  it('when its namespace is gone, even while the HelmChart is there', () => {
    const change = (observation: Observation) => {
      const before = observation.release.facts;
      TROUBLE['deployment-absent'](observation);
      observation.release.facts = before;
    };
    expect(found('deployment-absent', change)).toBeUndefined();
    expect(
      found('deployment-absent', observation => {
        change(observation);
        observation.controlPlane.facts!.namespace = { phase: 'absent' };
      })?.evidence,
    ).toContain('There is no namespace kasm.');
  });

  it.each(['creating', 'retired'] as const)(
    'is a state of a deployment that is %s, and no finding',
    state => {
      expect(
        found('deployment-absent', observation => {
          TROUBLE['deployment-absent'](observation);
          observation.deployment.state = state;
        }),
      ).toBeUndefined();
    },
  );
});
