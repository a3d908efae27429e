import {
  apiDeployment,
  createWorkloadWorld,
} from '../workloads/createWorkloadWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createWorkloadWorld>;

beforeEach(() => {
  world = createWorkloadWorld();
});
afterEach(() => world.stop());

const node = (name: string) =>
  world.store.update('nodes', undefined, name, () => {});
const changeNode = (name: string, to: (copy: any) => void) =>
  world.store.update('nodes', undefined, name, to);
const condition = () => world.pods()[0].status.conditions[0];
const placesOf = () =>
  world
    .pods()
    .map(({ spec }) => spec.nodeName)
    .sort();

describe('the scheduler', () => {
  it('counts why each node will not have a pod', async () => {
    for (const name of ['node-2', 'node-3', 'node-4', 'node-5']) {
      world.addNode(name, {
        status: { allocatable: { cpu: '2', memory: '4Gi', pods: '110' } },
      });
    }
    changeNode('node-1', copy => {
      copy.spec = { unschedulable: true };
    });
    changeNode('node-2', copy => {
      copy.spec = {
        taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }],
      };
    });
    changeNode('node-3', ({ metadata }) => {
      metadata.labels['workload-type'] = 'database';
    });
    expect(node('node-4')).toBeDefined();
    world.store.create(
      apiDeployment(
        {},
        {
          nodeSelector: { 'workload-type': 'general' },
          containers: [
            {
              name: 'api',
              image: 'api:1',
              resources: { requests: { cpu: '2500m', memory: '1Gi' } },
            },
          ],
        },
      ),
    );
    await world.clock.advance(2000);
    expect(condition()).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message:
        "0/5 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {dedicated: gpu}, 1 node(s) were unschedulable, 2 Insufficient cpu. preemption: 0/5 nodes are available: 2 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.",
    });
    changeNode('node-1', ({ spec }) => {
      delete spec.unschedulable;
    });
    await world.clock.advance(5000);
    expect(placesOf()).toEqual(['node-1']);
  });

  it('keeps pods apart that must not, and spreads those that would rather not, be together', async () => {
    const apart = (kind: string, term: object) => ({
      affinity: { podAntiAffinity: { [kind]: [term] } },
    });
    const term = {
      labelSelector: { matchLabels: { app: 'api' } },
      topologyKey: 'kubernetes.io/hostname',
    };
    world.addNode('node-2');
    world.store.create(
      apiDeployment(
        { replicas: 3 },
        apart('requiredDuringSchedulingIgnoredDuringExecution', term),
      ),
    );
    await world.clock.advance(10_000);
    expect(placesOf()).toEqual(['node-1', 'node-2', undefined]);
    expect(
      world.pods().find(({ spec }) => !spec.nodeName)!.status.conditions[0]
        .message,
    ).toMatch(/2 node\(s\) didn't match pod anti-affinity rules\./);
    world.store.delete('deployments.apps', 'kasm', 'api');
    await world.clock.advance(2000);
    world.store.create(
      apiDeployment(
        { replicas: 4 },
        apart('preferredDuringSchedulingIgnoredDuringExecution', {
          weight: 100,
          podAffinityTerm: term,
        } as object),
      ),
    );
    await world.clock.advance(10_000);
    expect(placesOf()).toEqual(['node-1', 'node-1', 'node-2', 'node-2']);
  });

  it('follows node affinity, required and preferred', async () => {
    world.addNode('node-2');
    world.addNode('node-3');
    const expression = (values: string[]) => ({
      matchExpressions: [
        { key: 'kubernetes.io/hostname', operator: 'In', values },
      ],
    });
    world.store.create(
      apiDeployment(
        {},
        {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [expression(['node-2', 'node-3'])],
              },
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 10, preference: expression(['node-3']) },
              ],
            },
          },
        },
      ),
    );
    await world.clock.advance(5000);
    expect(placesOf()).toEqual(['node-3']);
  });

  it('waits for claims', async () => {
    const volume = (claimName: string) => ({
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    });
    world.store.create(apiDeployment({}, volume('data')));
    await world.clock.advance(1000);
    expect(condition().message).toMatch(
      /^0\/1 nodes are available: persistentvolumeclaim "data" not found\./,
    );
    world.store.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'kasm' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast',
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await world.clock.advance(2000);
    expect(condition().message).toMatch(
      /pod has unbound immediate PersistentVolumeClaims/,
    );
    expect(world.events('PersistentVolumeClaim')).toContain(
      'ProvisioningFailed: storageclass.storage.k8s.io "fast" not found',
    );
    world.store.create({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'driver.test',
      allowVolumeExpansion: true,
      volumeBindingMode: 'Immediate',
    });
    await world.clock.advance(5000);
    expect(placesOf()).toEqual(['node-1']);
    const claim = () =>
      world.store.get('persistentvolumeclaims', 'kasm', 'data')!;
    const volumeOf = () =>
      world.store.get('persistentvolumes', undefined, claim().spec.volumeName)!;
    expect(volumeOf()).toMatchObject({
      spec: { claimRef: { name: 'data' }, storageClassName: 'fast' },
      status: { phase: 'Bound' },
    });
    // A larger disk takes a moment.
    world.store.update('persistentvolumeclaims', 'kasm', 'data', ({ spec }) => {
      spec.resources.requests.storage = '2Gi';
    });
    await world.clock.advance(100);
    expect(claim().status.conditions).toMatchObject([
      { type: 'Resizing', status: 'True' },
    ]);
    await world.clock.advance(2000);
    expect(claim().status).toMatchObject({ capacity: { storage: '2Gi' } });
    expect(claim().status.conditions).toBeUndefined();
    expect(volumeOf().spec.capacity).toEqual({ storage: '2Gi' });
    expect(() =>
      world.store.update(
        'persistentvolumeclaims',
        'kasm',
        'data',
        ({ spec }) => {
          spec.resources.requests.storage = '1Gi';
        },
      ),
    ).toThrow(/field can not be less than status\.capacity/);
  });
});
