import { apiDeployment, createWorkloadWorld } from './createWorkloadWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const REVISION = 'deployment.kubernetes.io/revision';
let world: ReturnType<typeof createWorkloadWorld>;

beforeEach(() => {
  world = createWorkloadWorld();
});
afterEach(() => world.stop());

const read = () => world.store.get('deployments.apps', 'kasm', 'api')!;
const sets = () => world.store.list('replicasets.apps', { namespace: 'kasm' });
const progress = () =>
  read().status.conditions.find(
    ({ type }: { type: string }) => type === 'Progressing',
  );
const change = (to: (spec: any) => void) =>
  world.store.update('deployments.apps', 'kasm', 'api', ({ spec }) => to(spec));
const setImage = (image: string) =>
  change(spec => {
    spec.template.spec.containers[0].image = image;
  });

describe('rollouts of Deployments', () => {
  it('can be paused, resumed and rolled back, each with a revision', async () => {
    world.store.create(apiDeployment({ replicas: 2 }));
    await world.clock.advance(10_000);
    change(spec => {
      spec.paused = true;
    });
    setImage('api:2');
    await world.clock.advance(5000);
    expect(sets()).toHaveLength(1);
    expect(progress()).toMatchObject({
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    });
    change(spec => {
      spec.paused = false;
    });
    await world.clock.advance(20_000);
    expect(progress().reason).toBe('NewReplicaSetAvailable');
    expect(read().metadata.annotations![REVISION]).toBe('2');
    // As kubectl writes it, with what is empty left in.
    change(spec => {
      spec.template = {
        ...spec.template,
        metadata: { ...spec.template.metadata, creationTimestamp: null },
      };
    });
    setImage('api:1');
    await world.clock.advance(20_000);
    expect(sets()).toHaveLength(2);
    expect(read().metadata.annotations![REVISION]).toBe('3');
    const active = sets().find(({ spec }) => spec.replicas === 2)!;
    expect(active.spec.template.spec.containers[0].image).toBe('api:1');
    expect(active.metadata.annotations).toMatchObject({
      [REVISION]: '3',
      'deployment.kubernetes.io/revision-history': '1',
      'deployment.kubernetes.io/desired-replicas': '2',
      'deployment.kubernetes.io/max-replicas': '3',
    });
    expect(world.events('Deployment')).toContain(
      `ScalingReplicaSet: Scaled up replica set ${active.metadata.name} from 0 to 2`,
    );
  });

  it('say when they are late, and that they are not any more', async () => {
    world.store.create(
      apiDeployment(
        { progressDeadlineSeconds: 60 },
        { nodeSelector: { 'workload-type': 'gpu' } },
      ),
    );
    await world.clock.advance(30_000);
    expect(progress()).toMatchObject({ status: 'True' });
    await world.clock.advance(40_000);
    expect(progress()).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${
        sets()[0].metadata.name
      }" has timed out progressing.`,
    });
    world.addNode('gpu-1');
    world.store.update('nodes', undefined, 'gpu-1', ({ metadata }) => {
      metadata.labels['workload-type'] = 'gpu';
    });
    await world.clock.advance(30_000);
    expect(progress()).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
    });
  });

  it('with Recreate end every old pod first, and keep only so many old ReplicaSets', async () => {
    world.store.create(
      apiDeployment({
        replicas: 2,
        revisionHistoryLimit: 1,
        strategy: { type: 'Recreate' },
      }),
    );
    await world.clock.advance(10_000);
    let most = 0;
    const end = world.store.subscribe('pods', () => {
      const images = world
        .pods()
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(({ spec }) => spec.containers[0].image);
      most = Math.max(most, new Set(images).size);
    });
    for (const image of ['api:2', 'api:3']) {
      setImage(image);
      await world.clock.advance(20_000);
    }
    end();
    expect(most).toBe(1);
    expect(sets()).toHaveLength(2);
    expect(read().status).toMatchObject({
      availableReplicas: 2,
      updatedReplicas: 2,
    });
  });

  it('count a pod as available when it has been ready long enough', async () => {
    world.store.create(apiDeployment({ minReadySeconds: 30 }));
    await world.clock.advance(10_000);
    expect(read().status).toMatchObject({
      readyReplicas: 1,
      unavailableReplicas: 1,
    });
    await world.clock.advance(30_000);
    expect(read().status).toMatchObject({ availableReplicas: 1 });
  });
});
