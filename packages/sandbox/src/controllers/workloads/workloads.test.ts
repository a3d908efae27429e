import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import type { ProgramChooser } from '../kubelet/ContainerProgram';
import { startKubelet } from '../kubelet/startKubelet';
import { startDaemonSets } from './startDaemonSets';
import { startDeployments } from './startDeployments';
import { startJobs } from './startJobs';
import { startReplicaSets } from './startReplicaSets';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

function setUp(choosers: ProgramChooser[] = []) {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  store.create({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1', labels: { 'workload-type': 'general' } },
    status: { addresses: [{ type: 'InternalIP', address: '10.0.10.1' }] },
  });
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kasm' },
  });
  const kubelet = startKubelet(store, clock, choosers);
  const stops = [
    startDeployments(store, clock),
    startReplicaSets(store, clock),
    startDaemonSets(store, clock),
    startJobs(store, clock),
    kubelet.stop,
  ];
  const pods = () => store.list('pods', { namespace: 'kasm' });
  return {
    clock,
    store,
    kubelet,
    pods,
    stop: () => stops.forEach(stop => stop()),
  };
}

const template = (image: string, more: object = {}) => ({
  metadata: { labels: { app: 'api' } },
  spec: { containers: [{ name: 'api', image }], ...more },
});

const deployment = (replicas = 1, more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'kasm-api-deployment', namespace: 'kasm' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'api' } },
    template: template('kasmweb/api:1.18.1', more),
  },
});

const read = (store: ReturnType<typeof setUp>['store']) =>
  store.get('deployments.apps', 'kasm', 'kasm-api-deployment')!;

const condition = (object: any, type: string) =>
  object.status.conditions.find((each: any) => each.type === type);

describe('deployments', () => {
  it('become available through a ReplicaSet and a pod with an address', async () => {
    const { clock, store, pods, stop } = setUp();
    store.create(deployment());
    await clock.advance(100);
    expect(condition(read(store), 'Available').status).toBe('False');
    await clock.advance(10_000);
    expect(read(store).status).toMatchObject({
      observedGeneration: read(store).metadata.generation,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
    });
    expect(condition(read(store), 'Progressing')).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
    const [pod] = pods();
    expect(pod.metadata.name).toMatch(
      /^kasm-api-deployment-[a-z0-9]{10}-[a-z0-9]{5}$/,
    );
    expect(pod.spec.nodeName).toBe('node-1');
    expect(pod.status.podIP).toMatch(/^10\.42\./);
    expect(pod.status.containerStatuses[0]).toMatchObject({
      ready: true,
      restartCount: 0,
    });
    stop();
  });

  it('replace a pod that is deleted', async () => {
    const { clock, store, pods, stop } = setUp();
    store.create(deployment());
    await clock.advance(10_000);
    const [first] = pods();
    store.delete('pods', 'kasm', first.metadata.name);
    await clock.advance(10_000);
    expect(pods()).toHaveLength(1);
    expect(pods()[0].metadata.uid).not.toBe(first.metadata.uid);
    expect(read(store).status.availableReplicas).toBe(1);
    stop();
  });

  it('roll from one template to the next without a gap', async () => {
    const { clock, store, pods, stop } = setUp();
    store.create(deployment(3));
    await clock.advance(10_000);
    store.update('deployments.apps', 'kasm', 'kasm-api-deployment', copy => {
      copy.spec.template.metadata.annotations = {
        'kubectl.kubernetes.io/restartedAt': '2026-11-01T00:00:00Z',
      };
    });
    for (let second = 0; second < 30; second++) {
      await clock.advance(1000);
      expect(read(store).status.availableReplicas).toBeGreaterThanOrEqual(3);
    }
    expect(pods()).toHaveLength(3);
    expect(
      pods().every(
        pod => pod.metadata.annotations?.['kubectl.kubernetes.io/restartedAt'],
      ),
    ).toBe(true);
    expect(read(store).status).toMatchObject({
      observedGeneration: read(store).metadata.generation,
      updatedReplicas: 3,
      replicas: 3,
    });
    stop();
  });

  it('say so when their pods fit on no node', async () => {
    const { clock, store, pods, stop } = setUp();
    store.create(deployment(1, { nodeSelector: { 'workload-type': 'gpu' } }));
    await clock.advance(5000);
    expect(pods()[0].status).toMatchObject({
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', reason: 'Unschedulable' }],
    });
    expect(
      store.list('events', { namespace: 'kasm' }).map(event => event.reason),
    ).toContain('FailedScheduling');
    stop();
  });

  it('wait for a Secret that a pod mounts or reads', async () => {
    const { clock, store, pods, stop } = setUp();
    store.create(
      deployment(1, {
        volumes: [{ name: 'tls', secret: { secretName: 'kasm-tls' } }],
        containers: [
          {
            name: 'api',
            image: 'api:1',
            env: [
              {
                name: 'POSTGRES_PASSWORD',
                valueFrom: { secretKeyRef: { name: 'db', key: 'password' } },
              },
            ],
          },
        ],
      }),
    );
    const waiting = () =>
      pods()[0].status.containerStatuses[0].state.waiting?.reason;
    await clock.advance(5000);
    expect(waiting()).toBe('ContainerCreating');
    const secret = (name: string, data: object) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'kasm' },
      data,
    });
    store.create(secret('kasm-tls', {}));
    await clock.advance(5000);
    expect(waiting()).toBe('CreateContainerConfigError');
    store.create(secret('db', { password: 'eA==' }));
    await clock.advance(5000);
    expect(waiting()).toBeUndefined();
    expect(read(store).status.availableReplicas).toBe(1);
    stop();
  });

  it('crash-loop with growing waits and come back when healed', async () => {
    let broken = false;
    const { clock, store, kubelet, pods, stop } = setUp([
      () =>
        broken
          ? { does: 'end', after: 500, result: () => ({ exitCode: 1 }) }
          : undefined,
    ]);
    store.create(deployment());
    await clock.advance(10_000);
    broken = true;
    kubelet.recheck('kasm', pods()[0].metadata.name);
    await clock.advance(1000);
    const container = () => pods()[0].status.containerStatuses[0];
    expect(container()).toMatchObject({
      ready: false,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(read(store).status.unavailableReplicas).toBe(1);
    await clock.advance(60_000);
    expect(container().restartCount).toBe(3);
    broken = false;
    kubelet.recheck('kasm', pods()[0].metadata.name);
    await clock.advance(5000);
    expect(container()).toMatchObject({ ready: true, restartCount: 4 });
    stop();
  });
});

describe('daemon sets', () => {
  it('have a pod on every node and replace it when the template changes', async () => {
    const { clock, store, pods, stop } = setUp();
    store.create({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'traefik', namespace: 'kasm' },
      spec: {
        selector: { matchLabels: { app: 'api' } },
        template: template('traefik:1'),
      },
    });
    store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node-2' },
    });
    await clock.advance(10_000);
    const set = () => store.get('daemonsets.apps', 'kasm', 'traefik')!;
    expect(set().status).toMatchObject({
      desiredNumberScheduled: 2,
      numberAvailable: 2,
    });
    store.update('daemonsets.apps', 'kasm', 'traefik', copy => {
      copy.spec.template.spec.containers[0].image = 'traefik:2';
    });
    await clock.advance(20_000);
    expect(pods().map(pod => pod.spec.containers[0].image)).toEqual([
      'traefik:2',
      'traefik:2',
    ]);
    expect(set().status.updatedNumberScheduled).toBe(2);
    stop();
  });
});

describe('jobs', () => {
  const job = (more: object) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'init', namespace: 'kasm' },
    spec: { template: template('api:1', { restartPolicy: 'Never' }), ...more },
  });
  const initJob = (store: ReturnType<typeof setUp>['store']) =>
    store.get('jobs.batch', 'kasm', 'init');

  it('complete and go after their time', async () => {
    const { clock, store, stop } = setUp();
    store.create(job({ ttlSecondsAfterFinished: 100 }));
    await clock.advance(10_000);
    expect(initJob(store)!.status.succeeded).toBe(1);
    expect(condition(initJob(store), 'Complete').status).toBe('True');
    await clock.advance(100_000);
    expect(initJob(store)).toBeUndefined();
    expect(store.list('pods', { namespace: 'kasm' })).toHaveLength(0);
    stop();
  });

  it('begin when they are no longer suspended', async () => {
    const { clock, store, pods, stop } = setUp();
    store.create(job({ suspend: true }));
    await clock.advance(10_000);
    expect(pods()).toHaveLength(0);
    store.update('jobs.batch', 'kasm', 'init', copy => {
      copy.spec.suspend = false;
    });
    await clock.advance(10_000);
    expect(condition(initJob(store), 'Complete').status).toBe('True');
    stop();
  });

  it('fail when their pods fail too often', async () => {
    const { clock, store, stop } = setUp([
      () => ({
        does: 'end',
        after: 100,
        result: () => ({ exitCode: 1, message: 'no' }),
      }),
    ]);
    store.create(job({ backoffLimit: 1 }));
    await clock.advance(30_000);
    expect(condition(initJob(store), 'Failed')).toMatchObject({
      status: 'True',
      reason: 'BackoffLimitExceeded',
    });
    stop();
  });
});
