import { createWorkloadWorld, podTemplate } from './createWorkloadWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createWorkloadWorld>;

beforeEach(() => {
  world = createWorkloadWorld();
  world.store.create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'fast',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'driver.test',
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  world.store.create({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'kasm' },
    spec: {
      replicas: 2,
      serviceName: 'web',
      selector: { matchLabels: { app: 'api' } },
      template: podTemplate(),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  });
});
afterEach(() => world.stop());

const status = () =>
  world.store.get('statefulsets.apps', 'kasm', 'web')!.status;
const names = () => world.pods().map(({ metadata }) => metadata.name);
const change = (to: (spec: any) => void) =>
  world.store.update('statefulsets.apps', 'kasm', 'web', ({ spec }) =>
    to(spec),
  );

describe('stateful sets', () => {
  it('have numbered pods with disks of their own, one after the other', async () => {
    await world.clock.advance(1000);
    expect(names()).toEqual(['web-0']);
    await world.clock.advance(20_000);
    expect(names()).toEqual(['web-0', 'web-1']);
    expect(world.pods()[1].metadata.labels).toMatchObject({
      'statefulset.kubernetes.io/pod-name': 'web-1',
      'apps.kubernetes.io/pod-index': '1',
    });
    expect(
      world.store
        .list('persistentvolumeclaims', { namespace: 'kasm' })
        .map(claim => [claim.metadata.name, claim.status.phase]),
    ).toEqual([
      ['data-web-0', 'Bound'],
      ['data-web-1', 'Bound'],
    ]);
    expect(world.events('PersistentVolumeClaim').join()).toMatch(
      /WaitForFirstConsumer: waiting for first consumer/,
    );
    expect(status()).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      currentRevision: status().updateRevision,
    });
  });

  it('are replaced from the last to the first, down to the partition, and keep disks when they shrink', async () => {
    await world.clock.advance(20_000);
    change(spec => {
      spec.template.spec.containers[0].image = 'api:2';
      spec.updateStrategy = {
        type: 'RollingUpdate',
        rollingUpdate: { partition: 1 },
      };
    });
    await world.clock.advance(20_000);
    const images = () =>
      world.pods().map(({ spec }) => spec.containers[0].image);
    expect(images()).toEqual(['api:1', 'api:2']);
    expect(status()).toMatchObject({ currentReplicas: 1, updatedReplicas: 1 });
    change(spec => {
      spec.updateStrategy.rollingUpdate.partition = 0;
    });
    await world.clock.advance(20_000);
    expect(images()).toEqual(['api:2', 'api:2']);
    change(spec => {
      spec.replicas = 1;
    });
    await world.clock.advance(5000);
    expect(names()).toEqual(['web-0']);
    expect(world.store.list('persistentvolumeclaims')).toHaveLength(2);
  });
});
