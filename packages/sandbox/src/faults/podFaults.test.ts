import { SEEDED } from '../world/SeededDeployment';
import { useManualWorld } from '../world/useManualWorld';
import { installationOf } from './installation';
import { podFaults } from './podFaults';

describe('faults of pods', () => {
  const world = useManualWorld({ seeded: true });

  const inject = (id: string) =>
    podFaults
      .find(fault => fault.id === id)!
      .inject(world.controllers, installationOf(world.controllers));
  const podOf = (component: string) =>
    world.rke2.list('pods', {
      namespace: SEEDED.namespace,
      labels: { 'app.kubernetes.io/component': component },
    })[0];
  const apiPod = () => podOf('api');
  const container = () => apiPod().status.containerStatuses[0];
  const deployment = (component = 'api') =>
    world.rke2.list('deployments.apps', {
      namespace: SEEDED.namespace,
      labels: { 'app.kubernetes.io/component': component },
    })[0].status;
  const condition = (type: string, component?: string) =>
    deployment(component).conditions.find(
      (each: { type: string }) => each.type === type,
    );
  const events = (namespace: string, reason: string): string[] =>
    world.rke2
      .list('events', { namespace })
      .filter(event => event.reason === reason)
      .map(event => event.message);
  const expectHealthy = async () => {
    await world.clock.advance(60_000);
    expect(deployment()).toMatchObject({ replicas: 1, availableReplicas: 1 });
    expect(deployment().unavailableReplicas).toBeUndefined();
    expect(container()).toMatchObject({ ready: true });
  };

  it('pod-unschedulable: no node has the label', async () => {
    const { heal } = inject('pod-unschedulable');
    await world.clock.advance(130_000);
    expect(apiPod().status.conditions[0]).toMatchObject({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message:
        "0/6 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 5 node(s) didn't match Pod's node affinity/selector. preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
    });
    expect(events(SEEDED.namespace, 'FailedScheduling')).toHaveLength(1);
    heal();
    await expectHealthy();
  });

  it('volume-pending: the claim of a replica gets no volume', async () => {
    const { heal } = inject('volume-pending');
    await world.clock.advance(60_000);
    const pending = () =>
      world.rke2
        .list('persistentvolumeclaims', { namespace: SEEDED.databaseNamespace })
        .filter(({ status }) => status.phase === 'Pending');
    expect(pending()).toHaveLength(1);
    expect(events(SEEDED.databaseNamespace, 'ProvisioningFailed')).toEqual([
      expect.stringMatching(
        /^failed to provision volume with StorageClass "harvester": .*insufficient storage/,
      ),
    ]);
    heal();
    await world.clock.advance(60_000);
    expect(pending()).toHaveLength(0);
    expect(
      world.rke2.get(
        'clusters.postgresql.cnpg.io',
        SEEDED.databaseNamespace,
        SEEDED.databaseCluster,
      )!.status,
    ).toMatchObject({ phase: 'Cluster in healthy state', readyInstances: 3 });
  });

  it.each([
    ['pod-image-unavailable', /429 Too Many Requests.*toomanyrequests/],
    ['pod-image-unavailable.unauthorized', /401 Unauthorized/],
    ['pod-image-unavailable.missing', /not found/],
  ])('%s: the image cannot be pulled', async (id, message) => {
    const { heal } = inject(id);
    await world.clock.advance(60_000);
    expect(apiPod().status.phase).toBe('Pending');
    const init = apiPod().status.initContainerStatuses[0];
    const waiting = (init.state.waiting ?? container().state.waiting) as any;
    expect(waiting.reason).toBe('ImagePullBackOff');
    expect(waiting.message).toMatch(message);
    expect(events(SEEDED.namespace, 'BackOff')[0]).toMatch(
      /^Back-off pulling image "/,
    );
    heal();
    await expectHealthy();
  });

  it('pod-rejected: Pod Security refuses the pods', async () => {
    const { heal } = inject('pod-rejected');
    await world.clock.advance(10_000);
    expect(podOf('proxy')).toBeUndefined();
    expect(condition('ReplicaFailure', 'proxy')).toMatchObject({
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringMatching(
        /^pods "kasm-proxy-default-deployment-\w+-\w+" is forbidden: violates PodSecurity "restricted:latest": .*runAsUser=0 \(container "[\w-]+" must not set runAsUser=0\)/,
      ),
    });
    expect(events(SEEDED.namespace, 'FailedCreate')[0]).toMatch(
      /^Error creating: pods "kasm-proxy-/,
    );
    heal();
    await expectHealthy();
    expect(deployment('proxy').availableReplicas).toBe(1);
    expect(condition('ReplicaFailure', 'proxy')).toBeUndefined();
  });

  it('pod-rejected.quota: a quota refuses the pods', async () => {
    const { heal } = inject('pod-rejected.quota');
    await world.clock.advance(10_000);
    expect(condition('ReplicaFailure').message).toMatch(
      /is forbidden: exceeded quota: project-default, requested: pods=1, used: pods=\d+, limited: pods=1$/,
    );
    expect(
      world.rke2.get('resourcequotas', SEEDED.namespace, 'project-default')!
        .status.hard,
    ).toEqual({ pods: '1' });
    heal();
    await expectHealthy();
  });

  it('pod-crash-looping.oom: the kernel kills the container', async () => {
    const { heal } = inject('pod-crash-looping.oom');
    await world.clock.advance(5000);
    expect(container()).toMatchObject({
      ready: false,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
    heal();
    await expectHealthy();
  });

  it('node-lost: pods are unready at once and elsewhere after five minutes', async () => {
    const before = apiPod();
    const { heal } = inject('node-lost');
    await world.clock.advance(10_000);
    const node = () =>
      world.rke2.get('nodes', undefined, before.spec.nodeName)!;
    expect(node().spec.taints).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          key: 'node.kubernetes.io/unreachable',
          effect: 'NoExecute',
        }),
      ]),
    );
    expect(deployment().unavailableReplicas).toBe(1);
    await world.clock.advance(330_000);
    expect(deployment().availableReplicas).toBe(1);
    heal();
    await expectHealthy();
    expect(node().spec.taints).toBeUndefined();
    expect(
      world.rke2.get('pods', SEEDED.namespace, before.metadata.name),
    ).toBeUndefined();
  });

  it('node-drained: the pods go to other nodes', async () => {
    const { nodeName } = apiPod().spec;
    const { heal } = inject('node-drained');
    await world.clock.advance(60_000);
    expect(deployment().availableReplicas).toBe(1);
    expect(apiPod().spec.nodeName).not.toBe(nodeName);
    expect(world.rke2.get('nodes', undefined, nodeName)!.spec).toMatchObject({
      unschedulable: true,
    });
    heal();
    await expectHealthy();
    expect(
      world.rke2.get('nodes', undefined, nodeName)!.spec.taints,
    ).toBeUndefined();
  });
});
