import type { StoredObject } from '../apiserver/ClusterStore';
import { readCertificate } from '../certificates/readCertificate';
import { expireCertificate } from '../controllers/interventions/expireCertificate';
import { restartComponents } from '../controllers/interventions/restartComponents';
import { letEventsArrive } from '../world/createManualClock';
import { createManualWorld } from '../world/createManualWorld';
import { createDeploymentFaults } from './deploymentFaults';
import { createFaultRegistry, type FaultRegistry } from './FaultRegistry';
import { ingressFaults } from './ingressFaults';

// Seeding takes long on a machine with much else to do.
jest.setTimeout(120_000);

const HOST = 'kasm.sandbox.localhost';
const TLS = 'kasm-sandbox-localhost-tls';
const MINUTE = 60_000;

describe('what goes wrong between the browser and the proxy', () => {
  let world: Awaited<ReturnType<typeof createManualWorld>>;
  let faults: FaultRegistry;

  // One world for all: each fault has to leave it as it found it.
  beforeAll(async () => {
    world = await createManualWorld({ seeded: true });
    faults = createFaultRegistry(createDeploymentFaults(world.controllers));
  });
  afterAll(() => world.stop());

  const route = () =>
    world.controllers.traefik.route({
      entryPoint: 'websecure',
      host: HOST,
      method: 'GET',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      clientIp: '127.0.0.1',
    });
  const code = async () => {
    await letEventsArrive();
    const answer = route();
    return answer.kind === 'status' ? answer.code : 200;
  };
  const shown = () => world.controllers.traefik.certificate(HOST);
  const certificate = () =>
    world.rke2.get('certificates.cert-manager.io', 'kasm', TLS)!;
  const condition = (type: string, object: StoredObject = certificate()) =>
    object.status.conditions.find((each: any) => each.type === type);
  const lastRequest = () =>
    world.rke2
      .list('certificaterequests.cert-manager.io', { namespace: 'kasm' })
      .at(-1)!;
  const pods = (component: string) =>
    world.rke2.list('pods', {
      namespace: 'kasm',
      labels: { 'app.kubernetes.io/component': component },
    });
  const isWell = async () =>
    (await code()) === 200 &&
    typeof shown() === 'object' &&
    condition('Ready').status === 'True' &&
    world.controllers.traefik.isReachable();

  async function healed(id: string, within = 5 * MINUTE) {
    faults.heal(id);
    await world.clock.advance(within);
    expect(await isWell()).toBe(true);
    expect(faults.list().filter(({ active }) => active)).toEqual([]);
  }

  it('has a fault for each finding of the area', () => {
    expect(ingressFaults.map(({ id }) => id.split('.')[0])).toEqual(
      expect.arrayContaining([
        'issuer-not-ready',
        'certificate-not-issued',
        'certificate-expiring',
        'certificate-names-differ',
        'certificate-not-reloaded',
        'route-not-served',
        'route-backend-wrong',
        'traefik-down',
        'traefik-timeout-short',
        'dns-wrong',
        'endpoint-unreachable',
        'endpoint-untrusted',
        'endpoint-failing',
      ]),
    );
  });

  it('issuer-not-ready: the issuer says that Vault is sealed, what is issued goes on', async () => {
    const issuer = () =>
      condition(
        'Ready',
        world.rke2.get(
          'clusterissuers.cert-manager.io',
          undefined,
          'vault-issuer',
        ),
      );
    faults.inject('issuer-not-ready');
    await world.clock.advance(1000);
    expect(issuer()).toMatchObject({
      status: 'False',
      reason: 'VaultError',
      message: expect.stringContaining('Vault is sealed'),
    });
    expect(await isWell()).toBe(true);
    await healed('issuer-not-ready');
    expect(issuer().status).toBe('True');
  });

  it.each([
    [
      'certificate-not-issued',
      `common name ${HOST} not allowed by this role`,
      'Ready',
    ],
    [
      'certificate-not-issued.common-name',
      'the common_name field is required',
      'Ready',
    ],
    [
      'certificate-not-issued.ca-too-short',
      'beyond the expiration of the CA certificate',
      'Ready',
    ],
    [
      'certificate-not-issued.denied',
      'No policy approved this request',
      'Denied',
    ],
  ])('%s: the request says “%s”', async (id, words, type) => {
    faults.inject(id);
    await world.clock.advance(MINUTE);
    expect(condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'DoesNotExist',
    });
    expect(condition(type, lastRequest()).message).toContain(words);
    expect(certificate().status).toMatchObject({
      failedIssuanceAttempts: 1,
      lastFailureTime: expect.any(String),
    });
    expect(shown()).toBe('default');
    expect(await code()).toBe(200);
    await healed(id);
    expect(certificate().spec.commonName).toBe(HOST);
  });

  it.each([0, 500, 1000, 1100])(
    'certificate-not-issued: may be healed %d ms after its injection',
    async milliseconds => {
      for (const id of [
        'certificate-not-issued',
        'certificate-not-issued.denied',
      ]) {
        faults.inject(id);
        await world.clock.advance(milliseconds);
        await healed(id);
        expect(condition('Ready').status).toBe('True');
      }
    },
  );

  it('certificate-expiring: it is over, and so is the one that is served', async () => {
    faults.inject('certificate-expiring');
    await world.clock.advance(1000);
    expect(condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'Expired',
    });
    const served = readCertificate((shown() as { cert: string }).cert)!;
    expect(served.notAfter < world.clock.now()).toBe(true);
    expect(certificate().status).toMatchObject({ failedIssuanceAttempts: 3 });
    await healed('certificate-expiring');
  });

  it('certificate-names-differ: it is issued for another host, and not served for this one', async () => {
    faults.inject('certificate-names-differ');
    await world.clock.advance(MINUTE);
    expect(certificate().spec.dnsNames).toEqual([`old-${HOST}`]);
    expect(condition('Ready').status).toBe('True');
    expect(shown()).toBe('default');
    await healed('certificate-names-differ');
  });

  it('certificate-not-reloaded: the pods are older than what they should show', async () => {
    const startedAt = () =>
      Date.parse(
        pods('proxy')[0].status.containerStatuses[0].state.running.startedAt,
      );
    const notBefore = () => Date.parse(certificate().status.notBefore);
    faults.inject('certificate-not-reloaded');
    await world.clock.advance(MINUTE);
    expect(notBefore()).toBeGreaterThan(startedAt());
    await healed('certificate-not-reloaded');
    expect(startedAt()).toBeGreaterThan(notBefore());
  });

  it.each([
    'certificate-not-issued.denied',
    'certificate-expiring',
    'certificate-names-differ',
  ])(
    '%s: nobody goes on with an old certificate once it is healed',
    async id => {
      faults.inject(id);
      await world.clock.advance(MINUTE);
      await healed(id);

      const [signed] = world.rke2
        .list('certificaterequests.cert-manager.io', { namespace: 'kasm' })
        .map(request => condition('Ready', request))
        .filter(({ status }) => status === 'True')
        .map(({ lastTransitionTime }) => lastTransitionTime)
        .sort()
        .reverse();
      const started = ['proxy', 'rdp-gateway', 'rdp-https-gateway'].map(
        component =>
          pods(component)[0].status.containerStatuses[0].state.running,
      );
      expect(
        started.filter(running => running && running.startedAt >= signed),
      ).toHaveLength(3);
    },
  );

  it('a proxy goes on with the certificate that it started with, to who verifies it', async () => {
    const { rke2, clock, controllers } = world;
    const restart = async () => {
      restartComponents(controllers, { namespace: 'kasm', release: 'kasm' }, [
        'proxy',
      ]);
      await clock.advance(5 * MINUTE);
    };
    const before = rke2.get('ingressroutes.traefik.io', 'kasm', 'kasm')!.spec;
    const ca = rke2.get('secrets', 'kasm', TLS)!.data['ca.crt'];
    rke2.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'vault-ca', namespace: 'kasm' },
      data: { 'ca.crt': Buffer.from(ca, 'base64').toString() },
    });
    rke2.create({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'ServersTransport',
      metadata: { name: 'verified', namespace: 'kasm' },
      spec: { serverName: HOST, rootCAs: [{ configMap: 'vault-ca' }] },
    });
    rke2.update('ingressroutes.traefik.io', 'kasm', 'kasm', ({ spec }) => {
      spec.routes[0].services[0].serversTransport = 'verified';
    });
    expect(await code()).toBe(200);
    // The fault itself has the proxy restarted when it is healed.
    const heal = expireCertificate(controllers, {
      namespace: 'kasm',
      name: TLS,
    });
    await clock.advance(1000);
    expect(await code()).toBe(200);
    await restart();
    expect(await code()).toBe(500);
    heal();
    await clock.advance(5 * MINUTE);
    expect(condition('Ready').status).toBe('True');
    expect(await code()).toBe(500);
    await restart();
    expect(await code()).toBe(200);
    rke2.update('ingressroutes.traefik.io', 'kasm', 'kasm', copy => {
      copy.spec = structuredClone(before);
    });
    expect(await isWell()).toBe(true);
  });

  it.each([
    ['route-not-served', 404],
    ['route-not-served.transport', 404],
    ['route-not-served.host', 404],
    ['route-not-served.entry-point', 404],
    ['route-backend-wrong', 502],
    ['route-backend-wrong.untrusted', 500],
  ])('%s: Traefik answers %d', async (id, answer) => {
    faults.inject(id);
    expect(await code()).toBe(answer);
    await healed(id, 1000);
  });

  it('route-backend-wrong.http-8443: nginx complains; endpoint-untrusted: Traefik shows its own certificate', async () => {
    faults.inject('route-backend-wrong.http-8443');
    await letEventsArrive();
    expect(route()).toMatchObject({ kind: 'proxy', plainToTls: true });
    await healed('route-backend-wrong.http-8443', 1000);
    faults.inject('endpoint-untrusted');
    await letEventsArrive();
    expect(shown()).toBe('default');
    expect(await code()).toBe(200);
    await healed('endpoint-untrusted', 1000);
  });

  it('traefik-down, dns-wrong, endpoint-unreachable: nobody answers', async () => {
    const { traefik } = world.controllers;
    const set = () =>
      world.rke2.get('daemonsets.apps', 'kube-system', 'rke2-traefik')!.status;
    faults.inject('traefik-down');
    await world.clock.advance(MINUTE);
    expect(set().numberAvailable ?? 0).toBe(0);
    expect(traefik.isReachable()).toBe(false);
    await healed('traefik-down');
    expect(set().numberAvailable).toBe(set().desiredNumberScheduled);

    const addresses = () =>
      world.rke2.get('services', 'kube-system', 'rke2-traefik')!.status
        .loadBalancer.ingress;
    faults.inject('dns-wrong');
    await world.clock.advance(1000);
    expect(addresses()).toMatchObject([{ ip: '203.0.113.202' }]);
    expect(traefik.isReachable()).toBe(false);
    await healed('dns-wrong', 1000);
    expect(addresses()).toMatchObject([{ ip: '127.0.0.1' }]);

    faults.inject('endpoint-unreachable');
    expect(traefik.isReachable()).toBe(false);
    expect(set().numberAvailable).toBe(set().desiredNumberScheduled);
    await healed('endpoint-unreachable', 1000);
  });

  it('traefik-timeout-short: every entry point waits for a minute', async () => {
    const timeout = () => world.controllers.traefik.readTimeout('websecure');
    expect(timeout()).toBe(1_800_000);
    faults.inject('traefik-timeout-short');
    await world.clock.advance(5 * MINUTE);
    expect(timeout()).toBe(60_000);
    await healed('traefik-timeout-short');
    expect(timeout()).toBe(1_800_000);
  });

  it('endpoint-failing: the proxy finds no API, while every pod is well', async () => {
    const { traefik } = world.controllers;
    const isReady = () =>
      traefik.isReady({ namespace: 'kasm', release: 'kasm' }, 'api');
    expect(isReady()).toBe(true);
    faults.inject('endpoint-failing');
    await world.clock.advance(1000);
    expect(isReady()).toBe(false);
    expect(pods('api')[0].status.containerStatuses[0].ready).toBe(true);
    await healed('endpoint-failing', 1000);
    expect(isReady()).toBe(true);
  });
});
