import { createManualWorld } from '../world/createManualWorld';
import {
  crashComponent,
  expireCertificate,
  keepInstanceDown,
  killPrimary,
  setTraefikReadTimeout,
  stopMachine,
} from './interventions';
import { certificateFor, routeRequest } from './traefik/routeRequest';

const HOST = 'kasm.sandbox.localhost';
const database = { namespace: 'database', name: 'kasm-pg' };
const certificate = {
  namespace: 'kasm',
  name: 'kasm-sandbox-localhost-tls',
};

// Seeding takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('interventions in the seeded world', () => {
  let world: Awaited<ReturnType<typeof createManualWorld>>;
  beforeEach(async () => {
    world = await createManualWorld({ seeded: true });
  });
  afterEach(() => world.stop());

  const cluster = () =>
    world.rke2.get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg')!
      .status;

  it('stop an agent VM until healed', async () => {
    const machine = () =>
      world.harvester.get(
        'virtualmachines.kubevirt.io',
        'kasm-agents',
        'kasm-agent-1',
      )!;
    const heal = stopMachine(world.controllers, {
      namespace: 'kasm-agents',
      name: 'kasm-agent-1',
    });
    await world.clock.advance(60_000);
    expect(machine().spec.runStrategy).toBe('RerunOnFailure');
    expect(machine().status).toMatchObject({
      printableStatus: 'Stopped',
      ready: false,
    });
    heal();
    await world.clock.advance(10_000);
    expect(machine().status).toMatchObject({
      printableStatus: 'Running',
      ready: true,
    });
    expect(
      world.harvester.get(
        'virtualmachineinstances.kubevirt.io',
        'kasm-agents',
        'kasm-agent-1',
      )!.status.interfaces[0].ipAddress,
    ).toBe('10.0.20.11');
  });

  it('crash a component with a database error in its log until healed', async () => {
    const api = () =>
      world.rke2.list('pods', {
        namespace: 'kasm',
        labels: { 'app.kubernetes.io/component': 'api' },
      })[0];
    const container = () => api().status.containerStatuses[0];
    const heal = crashComponent(world.controllers, {
      namespace: 'kasm',
      component: 'api',
    });
    await world.clock.advance(100);
    expect(container().state.waiting.reason).toBe('CrashLoopBackOff');
    const log = world.rke2.logs
      .read('kasm', api().metadata.name, 'kasm-api', false)!
      .map(({ text }) => text)
      .join('\n');
    expect(log).toMatch(
      /connection to server at "kasm-pg-rw\.database\.svc\.cluster\.local" \(10\.43\.\d+\.\d+\), port 5432 failed: Connection refused/,
    );
    await world.clock.advance(60_000);
    expect(container().restartCount).toBeGreaterThanOrEqual(2);
    expect(
      world.rke2.get('deployments.apps', 'kasm', 'kasm-api-deployment')!.status
        .unavailableReplicas,
    ).toBe(1);
    heal();
    await world.clock.advance(5000);
    expect(container()).toMatchObject({ ready: true });
  });

  it('keep a database replica down until healed', async () => {
    const heal = keepInstanceDown(world.controllers, database);
    await world.clock.advance(60_000);
    expect(cluster()).toMatchObject({
      readyInstances: 2,
      currentPrimary: 'kasm-pg-1',
      phase: 'Waiting for the instances to become active',
    });
    heal();
    await world.clock.advance(10_000);
    expect(cluster().phase).toBe('Cluster in healthy state');
  });

  it('kill the primary, and another one takes over', async () => {
    killPrimary(world.controllers, database);
    await world.clock.advance(1000);
    expect(cluster().phase).toBe('Failing over');
    await world.clock.advance(30_000);
    expect(cluster()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
    });
  });

  it('expire the certificate, the served one too, until healed', async () => {
    const heal = expireCertificate(world.controllers, certificate);
    await world.clock.advance(1000);
    const object = () =>
      world.rke2.get('certificates.cert-manager.io', 'kasm', certificate.name)!;
    expect(object().status.conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'Ready',
          status: 'False',
          reason: 'Expired',
        }),
      ]),
    );
    const until = (text: string | undefined) =>
      Date.parse(text!.split(' until ')[1]);
    const now = () => world.clock.now().getTime();
    expect(until(certificateFor(world.rke2, HOST)?.cert)).toBeLessThan(now());
    // The backend is not verified: Kasm itself goes on answering.
    expect(routeRequest(world.rke2, HOST, world.clock.now()).kind).toBe(
      'proxy',
    );
    heal();
    await world.clock.advance(10_000);
    expect(until(certificateFor(world.rke2, HOST)?.cert)).toBeGreaterThan(
      now(),
    );
    expect(Date.parse(object().status.notAfter)).toBeGreaterThan(now());
  });

  it('lower Traefik’s timeout through its HelmChartConfig until healed', async () => {
    const timeout = () =>
      world.rke2
        .get('daemonsets.apps', 'kube-system', 'rke2-traefik')!
        .spec.template.spec.containers[0].args.filter((each: string) =>
          each.includes('websecure.transport'),
        );
    const flag =
      '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=';
    expect(timeout()).toEqual([`${flag}1800s`]);
    const heal = setTraefikReadTimeout(world.controllers, '60s');
    await world.clock.advance(20_000);
    expect(timeout()).toEqual([`${flag}60s`]);
    heal();
    await world.clock.advance(20_000);
    expect(timeout()).toEqual([`${flag}1800s`]);
  });

  it('name what is not there', () => {
    expect(() =>
      stopMachine(world.controllers, { namespace: 'x', name: 'y' }),
    ).toThrow('There is no VirtualMachine x/y in the sandbox.');
  });
});
