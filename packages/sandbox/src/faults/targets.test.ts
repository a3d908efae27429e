import {
  demoAgent,
  demoCertificate,
  demoDatabase,
  demoDescriptor,
  demoHelmChart,
  demoNamespaces,
} from '../world/demoDeployment';
import { useManualWorld } from '../world/useManualWorld';
import { createDeploymentFaults } from './deploymentFaults';
import { createFaultRegistry, type FaultRegistry } from './FaultRegistry';

describe('faults of a deployment that Create made', () => {
  const world = useManualWorld({ seeded: true });
  let faults: FaultRegistry;

  beforeEach(async () => {
    const { rke2, harvester, clock, controllers } = world;
    [
      ...demoNamespaces().filter(
        ({ metadata }) => !rke2.get('namespaces', undefined, metadata.name),
      ),
      ...demoDatabase(3),
      demoCertificate(),
      demoHelmChart(),
      demoDescriptor(),
    ].forEach(object => rke2.create(object));
    demoAgent().forEach(object => harvester.create(object));
    await clock.advance(60_000);
    faults = createFaultRegistry(createDeploymentFaults(controllers));
  });

  const machine = (namespace: string, name: string) =>
    world.harvester.get('virtualmachines.kubevirt.io', namespace, name)!.status
      .printableStatus;
  const apiIsReady = (namespace: string) =>
    world.rke2.list('pods', {
      namespace,
      labels: { 'app.kubernetes.io/component': 'api' },
    })[0].status.containerStatuses[0].ready;
  const database = (name: string) =>
    world.rke2.get('clusters.postgresql.cnpg.io', 'database', name)!.status;
  const certificateIsReady = (namespace: string, name: string) =>
    world.rke2
      .get('certificates.cert-manager.io', namespace, name)!
      .status.conditions.find(({ type }: { type: string }) => type === 'Ready')
      .status;

  it('agent-vm-down stops its VM and no other', async () => {
    expect(machine('demo-agents', 'demo-agent-1')).toBe('Running');
    faults.inject('agent-vm-down', 'demo');
    await world.clock.advance(2000);
    expect(machine('demo-agents', 'demo-agent-1')).toBe('Stopped');
    expect(machine('kasm-agents', 'kasm-agent-1')).toBe('Running');
    faults.heal();
    await world.clock.advance(30_000);
    expect(machine('demo-agents', 'demo-agent-1')).toBe('Running');
  });

  it('pod-crash-looping crashes its API and no other', async () => {
    expect(apiIsReady('demo')).toBe(true);
    faults.inject('pod-crash-looping', 'demo');
    await world.clock.advance(2000);
    expect(apiIsReady('demo')).toBe(false);
    expect(apiIsReady('kasm')).toBe(true);
    faults.heal();
    await world.clock.advance(5000);
    expect(apiIsReady('demo')).toBe(true);
  });

  it('database-degraded takes one of its replicas down', async () => {
    faults.inject('database-degraded', 'demo');
    await world.clock.advance(20_000);
    expect(database('demo-pg').readyInstances).toBe(2);
    expect(database('kasm-pg').readyInstances).toBe(3);
    faults.heal();
    await world.clock.advance(20_000);
    expect(database('demo-pg').readyInstances).toBe(3);
  });

  it('database-failover moves its primary, and again without healing', async () => {
    faults.inject('database-failover', 'demo');
    // Nothing more is killed while that is under way.
    faults.inject('database-failover', 'demo');
    await world.clock.advance(30_000);
    expect(database('demo-pg')).toMatchObject({
      currentPrimary: 'demo-pg-2',
      readyInstances: 3,
    });
    expect(faults.list().filter(({ active }) => active)).toEqual([]);

    expect(faults.inject('database-failover', 'demo').active).toBe(true);
    await world.clock.advance(30_000);
    expect(database('demo-pg').currentPrimary).not.toBe('demo-pg-2');
    expect(database('demo-pg').readyInstances).toBe(3);
    expect(database('kasm-pg').currentPrimary).toBe('kasm-pg-1');
  });

  it('certificate-expiring expires its certificate and no other', async () => {
    expect(certificateIsReady('demo', 'demo-tls')).toBe('True');
    faults.inject('certificate-expiring', 'demo');
    await world.clock.advance(1000);
    expect(certificateIsReady('demo', 'demo-tls')).toBe('False');
    expect(certificateIsReady('kasm', 'kasm-sandbox-localhost-tls')).toBe(
      'True',
    );
    faults.heal();
    await world.clock.advance(10_000);
    expect(certificateIsReady('demo', 'demo-tls')).toBe('True');
  });

  it.each(['database-login-refused', 'pod-not-ready', 'release-blocked'])(
    '%s hits its release and no other',
    async fault => {
      const helm = (name: string) =>
        world.rke2.get('jobs.batch', 'kasm-portal', `helm-install-${name}`)!
          .status;
      faults.inject(fault, 'demo');
      await world.clock.advance(10_000);
      expect(apiIsReady('demo') && helm('demo').succeeded === 1).toBe(false);
      expect(apiIsReady('kasm') && helm('kasm').succeeded === 1).toBe(true);
      faults.heal();
      await world.clock.runUntil(
        () => apiIsReady('demo') && helm('demo')?.succeeded === 1,
        400_000,
      );
    },
  );

  it('traefik-timeout-short takes no target: one Traefik serves all', () => {
    expect(() => faults.inject('traefik-timeout-short', 'demo')).toThrow(
      'takes no target',
    );
  });
});
