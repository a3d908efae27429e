import type { Observation } from '../../observation/Observation';
import { ago, DAY, HOUR } from '../__fixtures__/healthyObservation';
import { changed, found, judged } from '../__fixtures__/judge';
import { endpoint, TROUBLE } from '../__fixtures__/trouble';
import { evaluate } from '../evaluate';

type Change = (observation: Observation) => void;

const all =
  (...changes: Change[]): Change =>
  observation =>
    changes.forEach(change => change(observation));
const certificate =
  (change: object): Change =>
  observation =>
    Object.assign(observation.certificate.facts!, change);
const route =
  (change: object): Change =>
  observation =>
    Object.assign(observation.ingress.facts!.route!, change);
const traefik =
  (change: object): Change =>
  observation =>
    Object.assign(observation.ingress.facts!.traefik!, change);
const answering = (rootStatus: number) =>
  endpoint({
    rootStatus,
    apiHealthy: false,
    apiStatus: rootStatus,
    failures: 3,
  });
const checkOf = (id: string, change: Change) =>
  judged(change).checks.find(check => check.id === id);

describe('certificates', () => {
  it('are renewed in good time, however short their life', () => {
    for (const life of [2 * HOUR, 24 * HOUR, 30 * DAY]) {
      const passed = (life * 2) / 3;
      const late = Math.min(life / 50, 600);
      const due = certificate({
        notBefore: ago(passed + late),
        issuedAt: undefined,
        notAfter: ago(-life / 3 + late),
        renewalTime: ago(late),
      });
      expect(found('certificate-expiring', due)).toBeUndefined();
    }
  });

  it('of hours are late long before an hour has passed', () => {
    expect(
      found(
        'certificate-expiring',
        certificate({
          notBefore: ago(100 * 60),
          notAfter: ago(-20 * 60),
          renewalTime: ago(20 * 60),
        }),
      ),
    ).toMatchObject({
      severity: 'warning',
      title:
        'The certificate of kasm.sandbox.localhost ends in less than a day and was not renewed',
    });
  });

  it('tell that they were given for less than was asked for', () => {
    const shortened = certificate({ duration: 90 * DAY });
    expect(judged(shortened).ingress?.certificate?.shortened).toEqual({
      asked: 90 * DAY,
      given: 30 * DAY,
    });
    expect(
      found(
        'certificate-expiring',
        all(shortened, certificate({ renewalTime: ago(2 * HOUR) })),
      )?.evidence,
    ).toContain(
      'It was issued for 720 h where 2160 h were asked for: see max_ttl of the Vault role.',
    );
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [7, 32],
    [30, 32],
  ])('are tried again %s failures later after %s h', (attempts, hours) => {
    const status = judged(
      all(
        TROUBLE['certificate-not-issued'],
        certificate({ lastFailureAt: ago(0), failedAttempts: attempts }),
      ),
    );
    expect(status.ingress?.certificate?.nextAttempt).toBe(ago(-hours * HOUR));
  });

  it('say that the CA ends too soon', () => {
    expect(
      found(
        'certificate-not-issued',
        all(
          TROUBLE['certificate-not-issued'],
          certificate({
            requestFailure:
              'cannot satisfy request, as TTL would result in notAfter that is beyond the expiration of the CA certificate',
          }),
        ),
      )?.remedy.map(({ text }) => text),
    ).toContain(
      'The issuing CA ends before the certificate would: renew the CA, or ask for a shorter spec.duration.',
    );
  });

  it('are not old in pods that started since, or that are going', () => {
    const renewed = TROUBLE['certificate-not-reloaded'];
    expect(
      found(
        'certificate-not-reloaded',
        all(renewed, ({ controlPlane }) => {
          for (const { containers } of controlPlane.facts!.pods) {
            containers[0].startedAt = ago(HOUR - 10);
          }
        }),
      ),
    ).toBeUndefined();
    expect(
      found(
        'certificate-not-reloaded',
        all(renewed, ({ controlPlane }) => {
          for (const pod of controlPlane.facts!.pods) {
            pod.deletedAt = ago(1);
          }
        }),
      ),
    ).toBeUndefined();
  });

  it('are old in pods that started after they began to count and before they were signed', () => {
    expect(
      found(
        'certificate-not-reloaded',
        all(certificate({ issuedAt: ago(10) }), ({ controlPlane }) => {
          for (const { containers } of controlPlane.facts!.pods) {
            containers[0].startedAt = ago(20);
          }
        }),
      ),
    ).toBeDefined();
  });

  it('that are old matter more to a Traefik that looks at them, and explain its 500', () => {
    const transport = all(
      TROUBLE['certificate-not-reloaded'],
      ({ ingress }) => {
        ingress.facts!.serversTransports = [
          { name: 'kasm-skip-verify', insecureSkipVerify: false },
        ];
      },
    );
    const verifying = all(transport, answering(500));
    expect(found('certificate-not-reloaded', transport)?.severity).toBe(
      'error',
    );
    expect(found('route-backend-wrong', verifying)?.explainedBy).toBe(
      'certificate-not-reloaded',
    );
  });

  it('that are old and over are an error', () => {
    const status = evaluate(
      changed(
        all(
          certificate({
            notBefore: ago(HOUR),
            notAfter: ago(-HOUR),
            renewalTime: ago(-HOUR / 2),
          }),
          endpoint({}),
        ),
      ),
      new Date(ago(0)),
    );
    expect(
      status.findings.find(({ id }) => id === 'certificate-not-reloaded')
        ?.severity,
    ).toBe('error');
  });

  it('that are served and were issued are told apart', () => {
    expect(
      judged(certificate({ notAfter: ago(-60 * DAY) })).ingress?.certificate
        ?.served,
    ).toEqual({ notAfter: ago(-28 * DAY) });
    expect(judged(() => {}).ingress?.certificate?.served).toBeUndefined();
  });

  it('that only the portal does not trust are the portal’s matter', () => {
    expect(
      found(
        'endpoint-untrusted',
        endpoint({
          failedAt: 'tls',
          served: {
            subject: 'kasm.sandbox.localhost',
            issuer: 'Private CA',
            names: ['kasm.sandbox.localhost'],
            notBefore: ago(DAY),
            notAfter: ago(-DAY),
            trusted: false,
            problem: 'unable to get local issuer certificate',
            chain: ['kasm.sandbox.localhost'],
          },
        }),
      ),
    ).toMatchObject({
      title: 'The portal does not know the CA of kasm.sandbox.localhost',
      evidence: expect.arrayContaining([
        'Only the host’s own certificate is sent: an intermediate one may be missing.',
      ]),
    });
  });
});

describe('routes', () => {
  const broken = (change: Change) =>
    found('route-not-served', all(change, answering(404)))?.title;
  const HOST = 'kasm.sandbox.localhost';

  it.each<[string, Change]>([
    ['the route is for old.example.com', route({ hosts: ['old.example.com'] })],
    [
      'the route has the class (none), Traefik serves traefik',
      route({ ingressClass: undefined }),
    ],
    [
      'Traefik has no entry point internal',
      route({ entryPoints: ['internal'] }),
    ],
    [
      'the route is not on the entry point websecure',
      route({ entryPoints: ['web'] }),
    ],
    ['there is no ServersTransport gone', route({ serversTransport: 'gone' })],
    [
      'the route uses the certificate other-tls, not kasm-sandbox-localhost-tls',
      route({ tlsSecret: 'other-tls' }),
    ],
    [
      'Traefik does not look into namespace kasm',
      traefik({ namespaces: ['other'] }),
    ],
    [
      'the route refers to x-limit@kubernetescrd, and Traefik has not allowCrossNamespace',
      all(
        route({ middlewares: ['x-limit@kubernetescrd'] }),
        traefik({ allowCrossNamespace: false }),
      ),
    ],
  ])('say: %s', (words, change) => {
    expect(broken(change)).toBe(`Traefik does not serve ${HOST}: ${words}`);
  });

  it.each<[string, Change]>([
    [
      'is served whatever its class by a Traefik that was told none',
      all(
        route({ ingressClass: undefined }),
        traefik({ ingressClass: undefined }),
      ),
    ],
    ['is on every entry point when it names none', route({ entryPoints: [] })],
    [
      'may be on entry points that a file names',
      all(route({ entryPoints: [] }), traefik({ entryPoints: [] })),
    ],
    [
      'may refer to others where that is allowed',
      all(
        route({ middlewares: ['x/limit'] }),
        traefik({ allowCrossNamespace: true }),
      ),
    ],
  ])('a route %s', (_, change) => {
    expect(broken(change)).toBeUndefined();
  });

  const httpRoute = (change: object): Change =>
    all(
      ({ deployment, ingress }) => {
        deployment.routeKind = 'HTTPRoute';
        ingress.facts!.serversTransports = [];
      },
      route({
        kind: 'HTTPRoute',
        entryPoints: [],
        ingressClass: undefined,
        scheme: undefined,
        port: 8080,
        serversTransport: undefined,
        tlsSecret: undefined,
        accepted: true,
        refusals: [],
        ...change,
      }),
    );

  it('of the Gateway API are believed what their Gateway says', () => {
    expect(broken(httpRoute({}))).toBeUndefined();
    expect(
      broken(httpRoute({ hosts: ['*.sandbox.localhost'] })),
    ).toBeUndefined();
    expect(
      broken(
        httpRoute({
          accepted: false,
          refusals: [
            {
              parent: 'shared',
              condition: 'Accepted',
              message: 'no listener matches',
            },
          ],
        }),
      ),
    ).toBe(
      `No Gateway serves ${HOST}: Gateway shared says Accepted False: no listener matches`,
    );
    expect(broken(httpRoute({ accepted: false }))).toBe(
      `No Gateway serves ${HOST}: no Gateway has accepted the route`,
    );
    expect(checkOf('route-served', httpRoute({}))?.result).toBe('pass');
  });
});

describe('what is behind the route', () => {
  const behind = (change: Change, status = 502) =>
    found('route-backend-wrong', all(change, answering(status)))?.title.replace(
      /^.*: /,
      '',
    );
  const backend =
    (change: object): Change =>
    observation =>
      Object.assign(observation.ingress.facts!.backend!, change);

  it.each<[string, Change, number]>([
    [
      'there is no Service kasm-proxy-default',
      backend({ present: false }),
      502,
    ],
    [
      'kasm-proxy-default is not Kasm’s proxy',
      backend({ readyPods: ['kasm-api-7d9c-x2x4z'] }),
      502,
    ],
    [
      'web is not Kasm’s proxy',
      all(route({ service: 'web' }), backend({ readyPods: undefined })),
      502,
    ],
    ['kasm-proxy-default has no port 9443', route({ port: 9443 }), 502],
    [
      'kasm-proxy-default leads to no pod, although the proxy runs',
      backend({ readyPods: [], component: 'proxy' }),
      502,
    ],
    ['https to the http port 8080', route({ port: 8080 }), 502],
    ['http to the https port 8443', route({ scheme: 'http' }), 400],
    [
      'http to the https port 8443',
      all(
        route({ port: 'web', scheme: undefined }),
        backend({ ports: [{ name: 'web', port: 80, target: 8443 }] }),
      ),
      400,
    ],
    [
      'it does not trust the certificate of Kasm’s proxy',
      route({ serversTransport: undefined }),
      500,
    ],
  ])('%s', (words, change, status) => {
    expect(behind(change, status)).toBe(words);
  });

  it.each<[string, Change]>([
    [
      'goes by the name of the port, as Traefik does',
      route({ port: 'https', scheme: undefined }),
    ],
    [
      'may be called anything if Kasm’s proxy is behind it',
      route({ service: 'way-in' }),
    ],
    [
      'is not judged by a version that nobody knows',
      all(route({ port: 8080 }), ({ controlPlane, deployment }) => {
        deployment.kasmVersion = undefined;
        for (const workload of controlPlane.facts!.workloads) {
          workload.version = '9.0.0';
          workload.appVersion = '9.0.0';
        }
      }),
    ],
    [
      'waits for the proxy while that does not run',
      all(
        backend({ readyPods: [], component: 'proxy' }),
        ({ controlPlane }) => {
          for (const pod of controlPlane.facts!.pods) {
            pod.ready = false;
          }
        },
      ),
    ],
  ])('%s', (_, change) => {
    expect(behind(change)).toBeUndefined();
  });
});

describe('DNS', () => {
  const elsewhere = traefik({ addresses: ['203.0.113.202'] });

  it('that leads elsewhere is an error, or a warning while it works', () => {
    expect(found('dns-wrong', elsewhere)).toMatchObject({
      severity: 'warning',
      title:
        'kasm.sandbox.localhost does not point at the ingress (127.0.0.1 ≠ 203.0.113.202)',
    });
    expect(
      found(
        'dns-wrong',
        all(
          elsewhere,
          endpoint({ failedAt: 'connect', rootStatus: undefined, failures: 1 }),
        ),
      )?.severity,
    ).toBe('error');
    expect(checkOf('dns-matches', elsewhere)?.result).toBe('fail');
  });

  it.each<[string, Change]>([
    [
      'there is a load balancer whose addresses are configured',
      all(elsewhere, ({ deployment }) => {
        deployment.ingressAddresses = ['127.0.0.1'];
      }),
    ],
    ['the ingress has no address of its own', traefik({ addresses: [] })],
    [
      'the ingress is known by a name',
      traefik({ addresses: ['lb.example.com'] }),
    ],
    [
      'one of several addresses is right',
      all(elsewhere, endpoint({ resolved: ['127.0.0.1', '203.0.113.202'] })),
    ],
    [
      'the portal’s resolver does not know the host',
      all(elsewhere, endpoint({ resolved: undefined })),
    ],
    [
      'the ingress is not seen now',
      all(elsewhere, ({ ingress }) => {
        ingress.state = 'stale';
      }),
    ],
  ])('is not blamed when %s', (_, change) => {
    expect(found('dns-wrong', change)).toBeUndefined();
  });
});

describe('the public host', () => {
  it.each([
    ['unrouted', 'does not get past Traefik'],
    ['broken', 'ends without an answer'],
  ] as const)('with a WebSocket that is %s', (websocket, words) => {
    const change = endpoint({ websocket, failures: 2 });
    expect(found('endpoint-failing', change)).toMatchObject({
      severity: 'error',
      title: `Desktops cannot connect: the WebSocket at /desktop/ ${words}`,
    });
    expect(judged(change).ingress?.endpoint?.websocket).toBe(false);
  });

  it('is not blamed for a WebSocket that nobody can tell anything of', () => {
    const status = judged(endpoint({ websocket: undefined }));
    expect(status.health).toBe('healthy');
    expect(status.ingress?.endpoint).not.toHaveProperty('websocket');
  });

  it('tells a page from an answer of the API', () => {
    expect(
      found(
        'endpoint-failing',
        endpoint({
          apiHealthy: false,
          apiStatus: 200,
          apiIsPage: true,
          failures: 2,
        }),
      )?.title,
    ).toBe(
      'Kasm answers a page for people instead of “ok” at /api/__healthcheck',
    );
  });

  it('has the same document however long it took', () => {
    const revision = (timings: object) =>
      judged(endpoint({ timings })).revision;
    expect(revision({ root: 3, tls: 9 })).toBe(revision({ root: 4, tls: 10 }));
  });
});

describe('Traefik', () => {
  const timeouts =
    (name: 'read' | 'write' | 'idle', seconds: number | undefined): Change =>
    ({ ingress }) =>
      Object.assign(ingress.facts!.traefik!.timeouts[name], { seconds });

  it.each<[string, Change, string]>([
    [
      'ends answers',
      timeouts('write', 30),
      'Traefik ends every answer on websecure after 30 s',
    ],
    [
      'closes idle connections',
      timeouts('idle', 60),
      'Traefik closes idle connections on websecure after 60 s',
    ],
    [
      'does not do what its HelmChartConfig says',
      traefik({ configured: { read: 3600 } }),
      'HelmChartConfig says readTimeout 3600 s, Traefik runs with 1800 s',
    ],
  ])('that %s is a remark', (_, change, title) => {
    const status = judged(change);
    expect(status.health).toBe('healthy');
    expect(
      status.findings.find(({ id }) => id === 'traefik-timeout-short'),
    ).toMatchObject({ severity: 'info', title });
  });

  it('is given time to do what its HelmChartConfig says', () => {
    expect(
      found(
        'traefik-timeout-short',
        traefik({ configured: { read: 3600 }, configuredAt: ago(60) }),
      ),
    ).toBeUndefined();
  });

  it('says beside a short timeout that it should be longer', () => {
    expect(
      found(
        'traefik-timeout-short',
        all(timeouts('read', 60), traefik({ configured: { read: 1800 } })),
      ),
    ).toMatchObject({
      severity: 'warning',
      title: 'Traefik cuts slow requests after 60 s on websecure',
      evidence: expect.arrayContaining([
        'HelmChartConfig says readTimeout 1800 s, Traefik runs with 60 s.',
      ]),
    });
  });

  it('whose timeout is in a file is not blamed', () => {
    const unknown = timeouts('read', undefined);
    expect(found('traefik-timeout-short', unknown)).toBeUndefined();
    expect(checkOf('timeouts-enough', unknown)?.result).toBe('unknown');
    expect(judged(unknown).ingress?.timeouts).toBeUndefined();
  });

  it('without ready pods is only looked at again while the host answers', () => {
    expect(found('traefik-down', traefik({ ready: 0 }))?.settling).toBe(true);
  });
});

describe('checks', () => {
  it.each<[string, Change, string]>([
    ['api-healthy', answering(502), 'fail'],
    ['proxy-answers', endpoint({ proxyValid: false }), 'fail'],
    ['proxy-answers', endpoint({ proxyValid: undefined }), 'unknown'],
    ['dns-matches', TROUBLE['dns-wrong'], 'fail'],
    ['dns-matches', endpoint({ resolved: undefined }), 'unknown'],
    ['tls-valid', TROUBLE['endpoint-untrusted'], 'fail'],
    ['tls-valid', TROUBLE['endpoint-unreachable'], 'pass'],
    ['certificate-loaded', TROUBLE['certificate-not-reloaded'], 'fail'],
    ['route-served', TROUBLE['route-not-served'], 'fail'],
    ['route-served', TROUBLE['route-backend-wrong'], 'fail'],
    ['timeouts-enough', TROUBLE['traefik-timeout-short'], 'fail'],
  ])('%s: %#', (id, change, result) => {
    expect(checkOf(id, change)?.result).toBe(result);
  });

  it.each([
    'api-healthy',
    'proxy-answers',
    'dns-matches',
    'tls-valid',
    'certificate-loaded',
    'route-served',
    'timeouts-enough',
  ])('%s passes only with sight', id => {
    expect(checkOf(id, () => {})?.result).toBe('pass');
    expect(
      checkOf(id, observation => {
        for (const source of ['endpoint', 'ingress', 'certificate'] as const) {
          observation[source].state = 'stale';
        }
      })?.result,
    ).toBe('unknown');
  });
});
