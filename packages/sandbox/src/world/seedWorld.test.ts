import { createCertificateAuthority } from '../certificates/CertificateAuthority';
import { createClock } from './createClock';
import { createWorld } from './createWorld';
import { WORLD_AGE } from './seedWorld';

async function world(seeded: boolean) {
  const clock = createClock({ beginsAt: new Date(Date.now() - WORLD_AGE) });
  const authority = await createCertificateAuthority();
  const made = await createWorld({
    clock,
    issueCertificate: authority.issue,
    ca: authority.caPem,
    domain: 'sandbox.localhost',
    seeded,
  });
  return {
    ...made,
    clock,
    stop: () => {
      made.controllers.stop();
      clock.stop();
    },
  };
}

// Seeding takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('the seeded world', () => {
  it('is healthy from the first moment and looks lived-in', async () => {
    const { clock, rke2, harvester, stop } = await world(true);
    const deployments = rke2.list('deployments.apps', { namespace: 'kasm' });
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
      'kasm-api-deployment',
      'kasm-guac-deployment',
      'kasm-manager-default-deployment',
      'kasm-proxy-default-deployment',
      'kasm-rdp-gw-deployment',
      'kasm-rdp-https-gw-deployment',
    ]);
    for (const { status } of deployments) {
      expect(status).toMatchObject({ availableReplicas: 1, replicas: 1 });
    }
    expect(
      rke2.get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg')!.status,
    ).toMatchObject({
      phase: 'Cluster in healthy state',
      readyInstances: 3,
      currentPrimary: 'kasm-pg-1',
    });
    const age =
      Date.now() - Date.parse(deployments[0].metadata.creationTimestamp);
    expect(age).toBeGreaterThan(WORLD_AGE - 3_600_000);
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1000);

    const backups = rke2.list('backups.postgresql.cnpg.io');
    expect(backups.length).toBeGreaterThanOrEqual(3);
    expect(backups.every(({ status }) => status.phase === 'completed')).toBe(
      true,
    );
    expect(rke2.get('jobs.batch', 'kasm', 'kasm-db-init-job')).toBeUndefined();
    expect(
      harvester
        .list('virtualmachineinstances.kubevirt.io')
        .map(({ status }) => status.interfaces[0].ipAddress),
    ).toEqual(['10.0.20.11', '10.0.20.12']);
    expect(
      harvester
        .list('virtualmachines.kubevirt.io')
        .map(({ status }) => status.printableStatus),
    ).toEqual(['Running', 'Running']);
    for (const store of [rke2, harvester]) {
      const broken = store
        .list('pods')
        .filter(
          ({ status }) => !['Running', 'Succeeded'].includes(status.phase),
        );
      expect(broken).toEqual([]);
    }
    stop();
  });

  it('serves the public host with its own certificate', async () => {
    const { rke2, controllers, stop } = await world(true);
    const { traefik } = controllers;
    const route = (host: string) =>
      traefik.route({
        entryPoint: 'websecure',
        host,
        method: 'GET',
        path: '/',
        query: new URLSearchParams(),
        headers: {},
        clientIp: '127.0.0.1',
      });
    expect(route('kasm.sandbox.localhost')).toMatchObject({
      kind: 'proxy',
      namespace: 'kasm',
      release: 'kasm',
    });
    expect(traefik.certificate('kasm.sandbox.localhost')).toMatchObject({
      cert: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
    });
    expect(route('other.sandbox.localhost')).toMatchObject({ code: 404 });
    expect(traefik.certificate('other.sandbox.localhost')).toBe('default');
    const { args } = rke2.get('daemonsets.apps', 'kube-system', 'rke2-traefik')!
      .spec.template.spec.containers[0];
    expect(args).toEqual(
      expect.arrayContaining([
        '--providers.kubernetescrd.ingressClass=traefik',
        '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=1800s',
      ]),
    );
    stop();
  });

  it('has the platform but no deployment when it is not seeded', async () => {
    const { rke2, stop } = await world(false);
    expect(rke2.get('namespaces', undefined, 'kasm')).toBeUndefined();
    expect(
      rke2
        .list('pods', { namespace: 'cnpg-system' })
        .map(pod => pod.status.phase),
    ).toEqual(['Running', 'Running']);
    stop();
  });
});
