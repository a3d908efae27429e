import { nextEvaluation, evaluate } from '../evaluate';
import {
  ago,
  container,
  DAY,
  HOUR,
  NOW,
  pod,
} from '../__fixtures__/healthyObservation';
import { changed, found, judged } from '../__fixtures__/judge';
import {
  database,
  endpoint,
  podTrouble,
  TROUBLE,
  waiting,
} from '../__fixtures__/trouble';
import type { Observation } from '../../observation/Observation';

type Change = (observation: Observation) => void;
const all =
  (...changes: Change[]): Change =>
  observation =>
    changes.forEach(change => change(observation));
const rke2Refuses =
  (since: string): Change =>
  observation =>
    (
      ['controlPlane', 'release', 'database', 'certificate', 'ingress'] as const
    ).forEach(source =>
      Object.assign(observation[source], {
        state: 'unreachable',
        since,
        seen: since,
        reason: 'connection refused',
      }),
    );

describe('a cluster that does not answer', () => {
  it('is no outage for half a minute, and nothing is called healthy meanwhile', () => {
    const observation = changed(rke2Refuses(ago(2)));
    const status = evaluate(observation, NOW);

    expect(status.health).toBe('progressing');
    expect(status.summary).toBe(
      'The portal cannot reach cluster rke2; Kasm itself answers.',
    );
    expect(nextEvaluation(observation, status, NOW)).toEqual(
      new Date(NOW.getTime() + 28_000),
    );
    expect(judged(rke2Refuses(ago(30))).health).toBe('degraded');
  });

  it('leaves what was wrong before as wrong as it was', () => {
    for (const [id, health] of [
      ['database-down', 'down'],
      ['pod-crash-looping', 'degraded'],
    ] as const) {
      expect(judged(all(TROUBLE[id], rke2Refuses(ago(2)))).health).toBe(health);
    }
  });
});

describe('Traefik without a pod', () => {
  const away: Change = ({ ingress }) => {
    ingress.facts!.traefik!.ready = 0;
  };
  const failing = (seconds: number) =>
    endpoint({
      failedAt: 'connect',
      rootStatus: undefined,
      apiHealthy: undefined,
      failures: 1,
      failingSince: ago(seconds),
    });

  it('is given a minute from the first look at the host that failed', () => {
    expect(found('traefik-down', all(away, failing(59)))?.settling).toBe(true);
    expect(found('traefik-down', all(away, failing(60)))).not.toHaveProperty(
      'settling',
    );
  });

  it('is not certain while nobody looked at the host', () => {
    expect(
      found(
        'traefik-down',
        all(away, observation => {
          observation.endpoint = { state: 'ok', since: ago(5) };
        }),
      )?.settling,
    ).toBe(true);
  });
});

describe('a database', () => {
  it('that is scaled up is not short of an instance at once', () => {
    expect(found('database-degraded', database({ desired: 4 }))?.settling).toBe(
      true,
    );
    const joining = (seconds: number): Change =>
      all(database({ desired: 4 }), observation =>
        observation.database.facts!.pods.push(
          pod('kasm-pg-4', 'replica', {
            ready: false,
            readySince: undefined,
            createdAt: ago(seconds),
          }),
        ),
      );
    expect(found('database-degraded', joining(200))?.settling).toBe(true);
    expect(found('database-degraded', joining(300))).not.toHaveProperty(
      'settling',
    );
  });

  it('of one instance may restart, of several it may not lose all', () => {
    const lost = (desired: number, seconds: number) =>
      found(
        'database-down',
        database({ desired, ready: 0, pods: [], notReadySince: ago(seconds) }),
      )?.settling;
    expect(lost(1, 5)).toBe(true);
    expect(lost(1, 60)).toBeUndefined();
    expect(lost(3, 5)).toBeUndefined();
  });

  it('whose owner nobody knows does not answer for other users', () => {
    const refused = (user: string) =>
      found('database-login-refused', observation => {
        podTrouble('api', { containers: [container({ ready: false })] })(
          observation,
        );
        observation.database.facts!.owner = undefined;
        observation.controlPlane.facts!.signatures.push({
          id: 'db-login',
          component: 'database',
          pod: 'kasm-pg-1',
          at: ago(10),
          line: `password authentication failed for user "${user}"`,
          user,
        });
      });
    expect(refused('grafana')).toBeUndefined();
    expect(refused('postgres')).toBeDefined();
  });

  it('whose operator was removed misses it, and the portal may be told another name', () => {
    expect(
      found('database-operator-missing', database({ operatorAvailable: 0 })),
    ).toMatchObject({
      severity: 'warning',
      remedy: expect.arrayContaining([
        expect.objectContaining({
          text: expect.stringContaining('operatorWorkload'),
        }),
      ]),
    });
    expect(
      found(
        'database-operator-missing',
        database({ operatorAvailable: undefined }),
      ),
    ).toBeUndefined();
  });
});

it('a deployment of which one pod is left is gone after two minutes, not at once', () => {
  const left =
    (seconds: number): Change =>
    observation => {
      const facts = observation.controlPlane.facts!;
      facts.workloads = [];
      facts.workloadsGoneSince = ago(seconds);
      facts.pods = facts.pods.slice(0, 1);
      observation.release.facts = { present: false };
    };
  expect(found('deployment-absent', left(10))?.settling).toBe(true);
  expect(found('deployment-absent', left(120))).not.toHaveProperty('settling');
});

describe.each([
  ['pod-image-unavailable', 'ImagePullBackOff', undefined, 60],
  [
    'pod-dependency-missing',
    'CreateContainerConfigError',
    'secret "x" not found',
    120,
  ],
] as const)('%s of an old pod', (id, reason, message, hold) => {
  const restarted = (seconds: number) =>
    found(
      id,
      podTrouble('guac', {
        createdAt: ago(30 * DAY),
        readySince: ago(HOUR),
        containers: [
          {
            ...waiting(reason, message),
            lastTermination: { exitCode: 0, finishedAt: ago(seconds) },
          },
        ],
      }),
    );

  it('is as old as its last restart', () => {
    expect(restarted(hold - 1)).toMatchObject({
      since: ago(hold - 1),
      settling: true,
    });
    expect(restarted(hold)).not.toHaveProperty('settling');
  });
});

describe('a route', () => {
  const cannotAnswer = endpoint({
    rootStatus: 404,
    apiStatus: 404,
    apiHealthy: false,
    failures: 3,
  });
  it.each([
    ['an HTTPRoute without hostnames', 'HTTPRoute', []],
    ['an IngressRoute for every host', 'IngressRoute', []],
  ] as const)('is not accused as %s', (_, kind, hosts) => {
    expect(
      found(
        'route-not-served',
        all(cannotAnswer, ({ deployment, ingress }) => {
          deployment.routeKind = kind;
          Object.assign(ingress.facts!.route!, {
            kind,
            hosts: [...hosts],
            anyHost: true,
            accepted: true,
          });
        }),
      ),
    ).toBeUndefined();
  });

  it('that looks wrong and works is said to work', () => {
    expect(
      found('route-not-served', ({ ingress }) => {
        ingress.facts!.route!.hosts = ['other.example.com'];
      }),
    ).toMatchObject({
      severity: 'warning',
      title:
        'kasm.sandbox.localhost answers, but its route looks wrong: the route is for other.example.com',
    });
  });
});
