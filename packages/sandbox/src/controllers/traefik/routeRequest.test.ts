import { createManualWorld } from '../../world/createManualWorld';
import { hostsOf, routeRequest } from './routeRequest';

const HOST = 'kasm.sandbox.localhost';

// Seeding takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('the route to Kasm', () => {
  let world: Awaited<ReturnType<typeof createManualWorld>>;
  let original: any;
  const route = () => routeRequest(world.rke2, HOST, world.clock.now());
  const change = (edit: (object: any) => void) =>
    world.rke2.update('ingressroutes.traefik.io', 'kasm', 'kasm', edit);
  beforeAll(async () => {
    world = await createManualWorld({ seeded: true });
    original = world.rke2.get('ingressroutes.traefik.io', 'kasm', 'kasm');
  });
  // Every test finds the route as the seed made it.
  afterEach(() => {
    change(object => {
      object.spec = structuredClone(original.spec);
      object.metadata.annotations = { ...original.metadata.annotations };
    });
  });
  afterAll(() => world.stop());

  const changeService = (fields: object) =>
    change(({ spec }) => Object.assign(spec.routes[0].services[0], fields));

  it('is 404 when the class, the entry point or the host is another', () => {
    expect(route().kind).toBe('proxy');
    change(({ metadata }) => {
      metadata.annotations = {};
    });
    expect(route()).toMatchObject({ code: 404 });
    change(({ spec }) => {
      spec.ingressClassName = 'traefik';
    });
    expect(route().kind).toBe('proxy');
    change(({ spec }) => {
      spec.entryPoints = ['web'];
    });
    expect(route()).toMatchObject({ code: 404 });
  });

  it.each([
    ['https to the plain port', { port: 8080 }, 502],
    ['http to the TLS port', { scheme: 'http' }, 400],
    ['a certificate nobody trusts', { serversTransport: undefined }, 500],
    ['a transport that is not there', { serversTransport: 'none' }, 404],
    ['a Service that is not there', { name: 'none' }, 404],
    ['a port that is not there', { port: 1 }, 404],
    ['another component', { name: 'kasm-api', port: 8080 }, 404],
  ])('with %s is %s', (_what, fields, code) => {
    changeService(fields);
    expect(route()).toMatchObject({ kind: 'status', code });
  });

  it('reaches the plain port with http', () => {
    changeService({ port: 8080, scheme: 'http', serversTransport: undefined });
    expect(route().kind).toBe('proxy');
  });

  it('is 503 when no proxy is ready', async () => {
    const [proxy] = world.rke2.list('pods', {
      namespace: 'kasm',
      labels: { 'app.kubernetes.io/component': 'proxy' },
    });
    world.rke2.delete('pods', 'kasm', proxy.metadata.name);
    expect(route()).toMatchObject({ code: 503 });
    await world.clock.advance(10_000);
    expect(route().kind).toBe('proxy');
  });

  it('reads the hosts of a rule', () => {
    expect(hostsOf('Host(`a.b`, `c.d`) && PathPrefix(`/`)')).toEqual([
      'a.b',
      'c.d',
    ]);
  });
});
