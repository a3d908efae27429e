import { createMachineWorld } from './createMachineWorld';
import { MACHINES } from './machineResources';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

let world: ReturnType<typeof createMachineWorld>;

beforeEach(() => {
  world = createMachineWorld();
});
afterEach(() => world.stop());

/** Runs into every status on the way and notes each once. */
async function statusesFor(milliseconds: number): Promise<string[]> {
  const seen: string[] = [];
  const end = world.store.subscribe(MACHINES, ({ object }) => {
    const now = object.status?.printableStatus;
    if (now && now !== seen[seen.length - 1]) {
      seen.push(now);
    }
  });
  await world.clock.advance(milliseconds);
  end();
  return seen;
}

describe('disks of virtual machines', () => {
  it('wait for a disk that is filled, or cannot be', async () => {
    world.disturbances.images.set('https://images.test/one', '404 Not Found');
    world.create('Always', {
      spec: {
        dataVolumeTemplates: [
          {
            metadata: { name: 'root' },
            spec: {
              source: { http: { url: 'https://images.test/one' } },
              pvc: {
                accessModes: ['ReadWriteMany'],
                resources: { requests: { storage: '1Gi' } },
              },
            },
          },
        ],
      },
      template: { volumes: [{ name: 'root', dataVolume: { name: 'root' } }] },
    });
    await world.clock.advance(1000);
    expect(world.status()).toBe('DataVolumeError');
    world.disturbances.images.clear();
    expect(await statusesFor(10_000)).toEqual(
      expect.arrayContaining(['Provisioning', 'Running']),
    );
    // Deleted with its disk, for which KubeVirt made a template.
    world.store.delete(MACHINES, 'agents', 'agent-1');
    expect(await statusesFor(1000)).toContain('Terminating');
    expect(world.machine()).toBeUndefined();
    expect(world.store.list('persistentvolumeclaims')).toHaveLength(0);
  });

  it('wait for a claim that gets no volume', async () => {
    world.disturbances.volumes.unprovisionable.set('longhorn', 'no space left');
    world.create('Always', {
      annotations: {
        'harvesterhci.io/volumeClaimTemplates': JSON.stringify([
          {
            metadata: { name: 'root' },
            spec: {
              accessModes: ['ReadWriteMany'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        ]),
      },
      template: {
        volumes: [
          { name: 'root', persistentVolumeClaim: { claimName: 'root' } },
        ],
      },
    });
    expect(await statusesFor(2000)).toEqual(
      expect.arrayContaining(['WaitingForVolumeBinding', 'ErrorUnschedulable']),
    );
    world.disturbances.volumes.unprovisionable.clear();
    await world.clock.advance(30_000);
    expect(world.status()).toBe('Running');
  });

  it('have the disks that Harvester reads from their annotation', async () => {
    world.create('Halted', {
      annotations: {
        'harvesterhci.io/volumeClaimTemplates': JSON.stringify([
          { metadata: { name: 'root' }, spec: {} },
          { metadata: { name: 'data' }, spec: {} },
        ]),
        'harvesterhci.io/removedPersistentVolumeClaims': 'root',
      },
    });
    await world.clock.advance(1000);
    const disks = () =>
      world.store
        .list('persistentvolumeclaims', { namespace: 'agents' })
        .map(({ metadata }) => metadata.name);
    expect(disks()).toEqual(['data', 'root']);
    world.store.delete(MACHINES, 'agents', 'agent-1');
    await world.clock.advance(1000);
    expect(disks()).toEqual(['data']);
  });

  it('are halted by Harvester when the namespace has no quota for them', async () => {
    world.store.create({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'project', namespace: 'agents' },
      spec: { hard: { 'limits.cpu': '2' } },
    });
    world.create('RerunOnFailure', {
      template: { domain: { resources: { limits: { cpu: '4' } } } },
    });
    await world.clock.advance(2000);
    expect(world.status()).toBe('Stopped');
    const annotation = () =>
      world.machine().metadata.annotations?.[
        'harvesterhci.io/insufficient-resource-quota'
      ];
    expect(annotation()).toMatch(/cpu/);
    expect(world.machine().spec.runStrategy).toBe('Halted');
    world.store.delete('resourcequotas', 'agents', 'project');
    world.setStrategy('RerunOnFailure');
    await world.clock.advance(5000);
    expect(world.status()).toBe('Running');
    expect(annotation()).toBeUndefined();
  });
});

describe('images of Harvester', () => {
  it('come step by step and bring a class of their own', async () => {
    world.disturbances.images.set('default/noble', 'no such host');
    world.store.create({
      apiVersion: 'harvesterhci.io/v1beta1',
      kind: 'VirtualMachineImage',
      metadata: { name: 'noble', namespace: 'default' },
      spec: { displayName: 'noble.img', sourceType: 'download' },
    });
    const image = () =>
      world.store.get(
        'virtualmachineimages.harvesterhci.io',
        'default',
        'noble',
      )!.status;
    await world.clock.advance(1000);
    expect(image()).toMatchObject({ progress: 0, failed: 1 });
    world.disturbances.images.clear();
    await world.clock.advance(11_000);
    expect(image().progress).toBeGreaterThan(0);
    expect(image().progress).toBeLessThan(100);
    await world.clock.advance(10_000);
    expect(image()).toMatchObject({
      progress: 100,
      storageClassName: 'longhorn-noble',
    });
    expect(
      world.store.get(
        'storageclasses.storage.k8s.io',
        undefined,
        'longhorn-noble',
      ),
    ).toMatchObject({ provisioner: 'driver.longhorn.io' });
  });
});
