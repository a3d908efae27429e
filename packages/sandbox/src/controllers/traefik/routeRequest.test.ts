import { createManualWorld } from '../../world/createManualWorld';
import { letEventsArrive } from '../../world/createManualClock';
import type { RoutedRequest } from './RoutedRequest';

const HOST = 'kasm.sandbox.localhost';
const SECRET = 'kasm-sandbox-localhost-tls';

// Seeding takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('the route to Kasm', () => {
  let world: Awaited<ReturnType<typeof createManualWorld>>;
  let original: any;
  const made: Array<() => void> = [];

  const ask = (given: Partial<RoutedRequest> = {}) =>
    world.controllers.traefik.route({
      entryPoint: 'websecure',
      host: HOST,
      method: 'GET',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      clientIp: '127.0.0.1',
      ...given,
    });
  /** As Traefik answers once it has seen a change. */
  const route = async (given: Partial<RoutedRequest> = {}) => {
    await letEventsArrive();
    return ask(given);
  };
  const change = (edit: (object: any) => void) =>
    world.rke2.update('ingressroutes.traefik.io', 'kasm', 'kasm', edit);
  const changeService = (fields: object) =>
    change(({ spec }) => Object.assign(spec.routes[0].services[0], fields));
  const create = (
    kind: string,
    resource: string,
    name: string,
    rest: object,
    namespace = 'kasm',
  ) => {
    world.rke2.create({
      apiVersion:
        kind === 'ConfigMap' || kind === 'Namespace' || kind === 'Secret'
          ? 'v1'
          : 'traefik.io/v1alpha1',
      kind,
      metadata: { name, ...(namespace ? { namespace } : {}) },
      ...rest,
    });
    made.push(() => world.rke2.delete(resource, namespace || undefined, name));
  };
  const transport = (name: string, spec: object, namespace?: string) =>
    create(
      'ServersTransport',
      'serverstransports.traefik.io',
      name,
      { spec },
      namespace,
    );
  const middleware = (name: string, spec: object) =>
    create('Middleware', 'middlewares.traefik.io', name, { spec });

  beforeAll(async () => {
    world = await createManualWorld({ seeded: true });
    original = world.rke2.get('ingressroutes.traefik.io', 'kasm', 'kasm');
  });
  // Every test finds the route as the seed made it.
  afterEach(async () => {
    change(object => {
      object.spec = structuredClone(original.spec);
      object.metadata.annotations = { ...original.metadata.annotations };
    });
    made.splice(0).forEach(undo => undo());
    await letEventsArrive();
  });
  afterAll(() => world.stop());

  it('is 404 when the class, the entry point or the host is another', async () => {
    expect((await route()).kind).toBe('proxy');
    change(({ metadata }) => {
      metadata.annotations = {};
    });
    expect(await route()).toMatchObject({
      code: 404,
      reason: '404 page not found\n',
    });
    change(({ spec }) => {
      spec.ingressClassName = 'traefik';
    });
    expect((await route()).kind).toBe('proxy');
    change(({ spec }) => {
      spec.entryPoints = ['web'];
    });
    expect(await route()).toMatchObject({ code: 404 });
    expect(await route({ host: 'other.sandbox.localhost' })).toMatchObject({
      code: 404,
    });
    change(({ spec }) => {
      spec.entryPoints = [];
      spec.routes[0].match = 'Host(`a.b`, `c.d`)';
    });
    expect(await route()).toMatchObject({ code: 404 });
  });

  it.each([
    ['https to the plain port', { port: 8080 }, 502],
    ['a certificate nobody trusts', { serversTransport: undefined }, 500],
    ['a transport that is not there', { serversTransport: 'none' }, 404],
    ['a Service that is not there', { name: 'none' }, 404],
    ['a port that is not there', { port: 1 }, 404],
    ['a Service of another namespace', { namespace: 'database' }, 404],
    [
      'another provider’s transport',
      { serversTransport: 'kasm-kasm-skip-verify@kubernetescrd' },
      404,
    ],
  ])('with %s is %s', async (_what, fields, code) => {
    changeService(fields);
    expect(await route()).toMatchObject({ kind: 'status', code });
  });

  it('reaches the plain port with http, and the TLS port so that nginx complains', async () => {
    changeService({ port: 8080, scheme: 'http', serversTransport: undefined });
    expect(await route()).toMatchObject({ kind: 'proxy', plainToTls: false });
    changeService({ port: 8443 });
    expect(await route()).toMatchObject({ kind: 'proxy', plainToTls: true });
    // A port with such a name is spoken to with TLS unless said otherwise.
    changeService({ scheme: undefined });
    expect(await route()).toMatchObject({ code: 500 });
  });

  it('gives the browser a cookie once, and keeps it with its pod', async () => {
    const first = await route();
    const cookie = first.headers!['set-cookie'];
    expect(cookie).toMatch(
      /^KASMSTICKY=[0-9a-f]{16}; Path=\/; HttpOnly; Secure; SameSite=None$/,
    );
    const again = await route({ headers: { cookie: cookie.split(';')[0] } });
    expect(again.headers).toEqual({});
  });

  it('verifies the proxy’s certificate as it was when its container started', async () => {
    const ca = world.rke2.get('secrets', 'kasm', SECRET)!.data['ca.crt'];
    create('Secret', 'secrets', 'proxy-ca', { data: { 'ca.crt': ca } });
    transport('verified', { serverName: HOST, rootCAsSecrets: ['proxy-ca'] });
    changeService({ serversTransport: 'verified' });
    expect((await route()).kind).toBe('proxy');
    const serverTransport = (spec: object) =>
      world.rke2.update(
        'serverstransports.traefik.io',
        'kasm',
        'verified',
        copy => {
          copy.spec = spec;
        },
      );
    serverTransport({ rootCAs: [{ secret: 'proxy-ca' }] });
    // Without a name it looks for the pod's address on the certificate.
    expect(await route()).toMatchObject({ code: 500 });
    serverTransport({ serverName: 'a.b', rootCAs: [{ secret: 'proxy-ca' }] });
    expect(await route()).toMatchObject({ code: 500 });
    serverTransport({ serverName: HOST, rootCAs: [{ configMap: 'none' }] });
    expect(await route()).toMatchObject({ code: 500 });
  });

  it('drops a route whose middleware is not there, and applies those that are', async () => {
    const use = (...names: string[]) =>
      change(({ spec }) => {
        spec.routes[0].middlewares = names.map(name => ({ name }));
      });
    use('none');
    expect(await route()).toMatchObject({ code: 404 });
    middleware('strip', { stripPrefix: { prefixes: ['/kasm'] } });
    middleware('marked', {
      headers: { customResponseHeaders: { 'X-From': 'traefik' } },
    });
    middleware('all', {
      chain: { middlewares: [{ name: 'strip' }, { name: 'marked' }] },
    });
    use('all');
    expect(await route({ path: '/kasm/api/x' })).toMatchObject({
      kind: 'proxy',
      path: '/api/x',
      headers: { 'X-From': 'traefik' },
    });
    middleware('inside', { ipAllowList: { sourceRange: ['10.0.0.0/8'] } });
    use('inside');
    expect(await route()).toMatchObject({ code: 403, reason: 'Forbidden' });
    expect((await route({ clientIp: '10.1.2.3' })).kind).toBe('proxy');
  });

  it('takes the rule with the highest priority, then the next when that one is dropped', async () => {
    change(({ spec }) => {
      spec.routes.push({
        kind: 'Rule',
        match: `Host(\`${HOST}\`) && PathPrefix(\`/api\`)`,
        services: [{ name: 'kasm-api', port: 8080 }],
      });
    });
    expect(await route({ path: '/api/x' })).toMatchObject({ component: 'api' });
    expect(await route({ path: '/' })).toMatchObject({ component: 'proxy' });
    change(({ spec }) => {
      spec.routes[0].priority = 1000;
    });
    expect(await route({ path: '/api/x' })).toMatchObject({
      component: 'proxy',
    });
    change(({ spec }) => {
      spec.routes[0].priority = 0;
      spec.routes[1].services[0].name = 'none';
    });
    expect(await route({ path: '/api/x' })).toMatchObject({
      component: 'proxy',
    });
  });

  it('answers plain HTTP only for routes without TLS, and sends the rest on as told', async () => {
    expect(await route({ entryPoint: 'web' })).toMatchObject({ code: 404 });
    middleware('tls', { redirectScheme: { scheme: 'https', permanent: true } });
    change(({ spec }) => {
      delete spec.tls;
      delete spec.entryPoints;
      spec.routes[0].middlewares = [{ name: 'tls' }];
    });
    const query = new URLSearchParams('a=1');
    expect(await route({ entryPoint: 'web', path: '/x', query })).toEqual({
      kind: 'status',
      code: 301,
      reason: 'Moved Permanently',
      headers: { location: `https://${HOST}/x?a=1` },
    });
    expect(await route({ entryPoint: 'web', method: 'POST' })).toMatchObject({
      code: 308,
    });
    expect((await route()).kind).toBe('proxy');
  });

  it('serves plain Ingresses of its class', async () => {
    const ingress = (host: string, ingressClassName: string) => {
      world.rke2.create({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'kasm', namespace: 'kasm' },
        spec: {
          ingressClassName,
          tls: [{ hosts: [host], secretName: SECRET }],
          rules: [
            {
              host,
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: {
                      service: {
                        name: 'kasm-proxy-default',
                        port: { number: 8080 },
                      },
                    },
                  },
                ],
              },
            },
          ],
        },
      });
      return () =>
        world.rke2.delete('ingresses.networking.k8s.io', 'kasm', 'kasm');
    };
    const host = 'plain.sandbox.localhost';
    let remove = ingress(host, 'nginx');
    expect(await route({ host })).toMatchObject({ code: 404 });
    remove();
    remove = ingress(host, 'traefik');
    made.push(remove);
    expect(await route({ host })).toMatchObject({ component: 'proxy' });
  });

  it('shows a certificate that stands for the host, whoever names it', async () => {
    const shown = async (host = HOST) => {
      await letEventsArrive();
      return world.controllers.traefik.certificate(host);
    };
    expect(await shown()).toMatchObject({ cert: expect.any(String) });
    expect(await shown('other.sandbox.localhost')).toBe('default');
    change(({ spec }) => {
      spec.tls.options = { name: 'strict' };
    });
    expect(await shown()).toBe('none');
    create('TLSOption', 'tlsoptions.traefik.io', 'strict', { spec: {} });
    expect(await shown()).toMatchObject({ cert: expect.any(String) });
    change(({ spec }) => {
      spec.tls = { secretName: 'none' };
    });
    expect(await shown()).toBe('default');
    create('TLSStore', 'tlsstores.traefik.io', 'default', {
      spec: { defaultCertificate: { secretName: SECRET } },
    });
    expect(await shown()).toMatchObject({ cert: expect.any(String) });
    expect((await route()).kind).toBe('proxy');
  });

  it('is 503 when no proxy is ready, and nobody answers without Traefik', async () => {
    const { traefik } = world.controllers;
    const [proxy] = world.rke2.list('pods', {
      namespace: 'kasm',
      labels: { 'app.kubernetes.io/component': 'proxy' },
    });
    world.rke2.delete('pods', 'kasm', proxy.metadata.name);
    expect(await route()).toMatchObject({
      code: 503,
      reason: 'no available server\n',
    });
    await world.clock.advance(120_000);
    expect((await route()).kind).toBe('proxy');

    expect(traefik.isReachable()).toBe(true);
    const told = jest.fn();
    traefik.onReachable(told);
    world.rke2
      .list('pods', {
        namespace: 'kube-system',
        labels: { 'app.kubernetes.io/name': 'rke2-traefik' },
      })
      .forEach(({ metadata }) =>
        world.rke2.delete('pods', 'kube-system', metadata.name),
      );
    await letEventsArrive();
    expect(traefik.isReachable()).toBe(false);
    expect(told).toHaveBeenCalled();
    await world.clock.advance(120_000);
    expect(traefik.isReachable()).toBe(true);
  });
});
