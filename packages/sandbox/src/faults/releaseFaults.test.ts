import type { StoredObject } from '../apiserver/ClusterStore';
import { CHARTS, CONFIGS } from '../controllers/helm/chartResources';
import { useManualWorld } from '../world/useManualWorld';
import { createDeploymentFaults } from './deploymentFaults';
import { createFaultRegistry, type FaultRegistry } from './FaultRegistry';
import { releaseFaults } from './releaseFaults';

/** Everything is as it should be again within that, restarts and back-offs included. */
const MENDING = 400_000;

describe('faults of a release', () => {
  const world = useManualWorld({ seeded: true });
  let faults: FaultRegistry;
  beforeEach(() => {
    faults = createFaultRegistry(createDeploymentFaults(world.controllers));
  });

  const pods = (component: string) =>
    world.rke2.list('pods', {
      namespace: 'kasm',
      labels: { 'app.kubernetes.io/component': component },
    });
  const container = (component: string) =>
    pods(component)[0].status.containerStatuses[0];
  const deployments = () =>
    world.rke2.list('deployments.apps', { namespace: 'kasm' });
  const log = (pod: StoredObject, name: string) =>
    [true, false]
      .flatMap(
        previous =>
          world.rke2.logs.read(
            pod.metadata.namespace!,
            pod.metadata.name,
            name,
            previous,
          ) ?? [],
      )
      .map(({ text }) => text)
      .join('\n');
  const job = () =>
    world.rke2.get('jobs.batch', 'kasm-portal', 'helm-install-kasm');
  const helmPod = () =>
    world.rke2.list('pods', {
      namespace: 'kasm-portal',
      labels: { 'helmcharts.helm.cattle.io/chart': 'kasm' },
    })[0];
  const helmMessage = () => {
    const { state, lastState } = helmPod().status.containerStatuses[0];
    return (state.terminated ?? lastState.terminated)?.message;
  };
  const serves = () =>
    deployments().length === 6 &&
    deployments().every(
      ({ spec, status }) =>
        status.availableReplicas === spec.replicas &&
        status.updatedReplicas === spec.replicas &&
        status.replicas === spec.replicas,
    ) &&
    [
      'api',
      'manager',
      'proxy',
      'guac',
      'rdp-gateway',
      'rdp-https-gateway',
    ].every(component => container(component)?.ready);
  const helmChart = () =>
    world.rke2.get(CHARTS, 'kasm-portal', 'kasm')?.spec ?? {};
  const primaryLog = () => {
    const { currentPrimary } = world.rke2.get(
      'clusters.postgresql.cnpg.io',
      'database',
      'kasm-pg',
    )!.status;
    return log(world.rke2.get('pods', 'database', currentPrimary)!, 'postgres');
  };
  const isHealthy = () =>
    serves() &&
    job()?.status.succeeded === 1 &&
    world.rke2
      .list('secrets', { namespace: 'kasm', labels: { owner: 'helm' } })
      .pop()?.metadata.labels!.status === 'deployed' &&
    world.rke2.list('networkpolicies.networking.k8s.io').length === 0 &&
    world.rke2.get('services', 'kasm', 'kasm-proxy-ext') === undefined &&
    world.rke2.get(CONFIGS, 'kasm-portal', 'kasm') === undefined &&
    helmChart().failurePolicy === 'retry' &&
    helmChart().version === '1.1181.1';

  /** What of the cluster to look at after some time, and what is there then. */
  const shows: Record<
    string,
    { after: number; look: () => unknown; shown: unknown }
  > = {
    'rke2-upgrade': {
      after: 10_000,
      look: () => [
        job()!.spec.template.spec.containers[0].image,
        faults.list().find(({ id }) => id === 'rke2-upgrade')!.active,
        serves(),
      ],
      shown: [expect.stringMatching(/build20260728$/), false, true],
    },
    'release-install-refused': {
      after: 10_000,
      look: () => [helmMessage(), serves()],
      shown: [expect.stringContaining('no such host'), true],
    },
    'release-install-refused.certificate': {
      after: 10_000,
      look: helmMessage,
      shown: expect.stringContaining('x509: '),
    },
    'release-install-refused.values': {
      after: 10_000,
      look: helmMessage,
      shown: expect.stringContaining(
        "at '/database': additional properties 'host' not allowed",
      ),
    },
    'release-install-refused.owner': {
      after: 10_000,
      look: helmMessage,
      shown: expect.stringContaining(
        'Secret "kasm-secrets" in namespace "kasm" exists and cannot be imported into the current release: invalid ownership metadata',
      ),
    },
    'release-blocked': {
      after: 10_000,
      look: helmMessage,
      shown: expect.stringContaining('conflict with "kubectl": .spec.replicas'),
    },
    'release-blocked.admission': {
      after: 10_000,
      look: helmMessage,
      shown: expect.stringMatching(/^Error: UPGRADE FAILED: .* denied the/),
    },
    'release-blocked.abort': {
      after: 10_000,
      look: helmMessage,
      shown: expect.stringContaining('waiting for operator intervention'),
    },
    'release-unsafe-to-rerun': {
      after: 10_000,
      look: () => world.rke2.get(CONFIGS, 'kasm-portal', 'kasm')!.spec,
      shown: { failurePolicy: 'reinstall' },
    },
    'release-unsafe-to-rerun.version': {
      after: 10_000,
      look: () => helmChart().version,
      shown: undefined,
    },
    'deployment-absent': {
      after: 20_000,
      look: () => [
        world.rke2.get(CHARTS, 'kasm-portal', 'kasm'),
        deployments(),
      ],
      shown: [undefined, []],
    },
    'component-missing': {
      after: 5000,
      look: () =>
        deployments().map(
          ({ metadata }) => metadata.labels!['app.kubernetes.io/component'],
        ),
      shown: ['api', 'guac', 'manager', 'proxy', 'rdp-gateway'],
    },
    'component-start-blocked': {
      after: 60_000,
      look: () => [
        pods('manager')[0].status.initContainerStatuses[0],
        log(pods('manager')[0], 'kasm-api-is-ready'),
        container('api').ready,
      ],
      shown: [
        expect.objectContaining({
          name: 'kasm-api-is-ready',
          state: { running: expect.anything() },
        }),
        expect.stringContaining('Waiting for the kasm-api server to start...'),
        true,
      ],
    },
    'versions-differ': {
      after: 20_000,
      look: () => ['manager', 'api'].map(name => container(name).image),
      shown: ['kasmweb/manager:1.17.0', 'kasmweb/api:1.18.1'],
    },
    'proxy-exposed': {
      after: 20_000,
      look: () => world.rke2.get('services', 'kasm', 'kasm-proxy-ext'),
      shown: expect.objectContaining({
        spec: expect.objectContaining({ type: 'LoadBalancer' }),
        status: { loadBalancer: {} },
      }),
    },
    'pod-dependency-missing': {
      after: 60_000,
      look: () => pods('api')[0].status.initContainerStatuses[0].state.waiting,
      shown: {
        reason: 'CreateContainerConfigError',
        message: 'secret "kasm-pg-credentials" not found',
      },
    },
    'pod-not-ready': {
      after: 10_000,
      look: () => [
        container('api'),
        world.rke2
          .list('events', { namespace: 'kasm' })
          .some(({ reason }) => reason === 'Unhealthy'),
      ],
      shown: [
        expect.objectContaining({
          ready: false,
          restartCount: 0,
          state: { running: expect.anything() },
        }),
        true,
      ],
    },
    'database-not-initialised': {
      after: 60_000,
      look: () => [
        pods('api')[0].status.initContainerStatuses[0],
        primaryLog(),
      ],
      shown: [
        expect.objectContaining({
          name: 'db-is-ready',
          state: { running: expect.anything() },
        }),
        expect.stringContaining('relation \\"zones\\" does not exist'),
      ],
    },
    'database-login-refused': {
      after: 5000,
      look: () => [
        container('api').state.waiting.reason,
        log(pods('api')[0], 'kasm-api-container'),
        primaryLog(),
      ],
      shown: [
        'CrashLoopBackOff',
        expect.stringContaining(
          'password authentication failed for user "kasmapp"',
        ),
        expect.stringContaining(
          'password authentication failed for user \\"kasmapp\\"',
        ),
      ],
    },
    'database-unreachable-from-kasm': {
      after: 5000,
      look: () => [
        container('api').state.waiting.reason,
        log(pods('api')[0], 'kasm-api-container'),
      ],
      shown: [
        'CrashLoopBackOff',
        expect.stringMatching(
          /connection to server at .* port 5432 failed: Connection timed out/,
        ),
      ],
    },
  };

  it('are all looked at', () => {
    expect(Object.keys(shows).sort()).toEqual(
      releaseFaults.map(({ id }) => id).sort(),
    );
  });

  it.each(releaseFaults.map(({ id }) => id))(
    '%s shows in the cluster, and heals by itself',
    async id => {
      expect(isHealthy()).toBe(true);
      faults.inject(id);
      const { after, look, shown } = shows[id];
      await world.clock.advance(after);
      expect(look()).toEqual(shown);
      faults.heal();
      await world.clock.runUntil(isHealthy, MENDING);
      await world.clock.advance(5000);
      expect(isHealthy()).toBe(true);
      // And at once, before anything has come of it.
      faults.inject(id);
      faults.heal();
      await world.clock.advance(5000);
      await world.clock.runUntil(isHealthy, MENDING);
    },
  );
});
