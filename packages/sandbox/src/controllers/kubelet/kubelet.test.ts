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

const container = () => world.pods()[0].status.containerStatuses[0];
const waiting = () => container().state.waiting;
const counts = () =>
  Object.fromEntries(
    world.store
      .list('events', { namespace: 'kasm' })
      .filter(({ involvedObject }) => involvedObject.kind === 'Pod')
      .map(({ message, count }) => [message, count]),
  );

describe('the kubelet', () => {
  it('pulls an image again and again, later and later, until it can be had', async () => {
    world.disturbances.images.set('api:', 'unreachable');
    world.store.create(apiDeployment());
    await world.clock.advance(600);
    expect(waiting()).toMatchObject({
      reason: 'ErrImagePull',
      message: expect.stringMatching(
        /^rpc error: code = DeadlineExceeded desc = failed to pull and unpack image "api:1": .*i\/o timeout$/,
      ),
    });
    await world.clock.advance(35_000);
    expect(waiting()).toMatchObject({
      reason: 'ImagePullBackOff',
      message: expect.stringMatching(
        /^Back-off pulling image "api:1": ErrImagePull: /,
      ),
    });
    expect(counts()).toMatchObject({
      'Pulling image "api:1"': 3,
      'Error: ErrImagePull': 3,
      'Error: ImagePullBackOff': 3,
    });
    world.disturbances.images.clear();
    await world.clock.advance(60_000);
    expect(container()).toMatchObject({ ready: true, restartCount: 0 });
    expect(Object.keys(counts())).toEqual(
      expect.arrayContaining([
        'Created container: api',
        'Started container api',
      ]),
    );
  });

  it('says what is wrong with a name, an environment or a volume', async () => {
    world.store.create(
      apiDeployment({}, { containers: [{ name: 'api', image: 'API:1' }] }),
    );
    await world.clock.advance(1000);
    expect(waiting()).toEqual({
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "API:1": couldn\'t parse image name "API:1": invalid reference format: repository name must be lowercase',
    });
    const configMap = (name: string, data: object) =>
      world.store.create({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace: 'kasm' },
        data,
      });
    configMap('settings', { colour: 'red' });
    world.store.update('deployments.apps', 'kasm', 'api', ({ spec }) => {
      spec.strategy = { type: 'Recreate' };
      spec.template.spec = {
        containers: [
          {
            name: 'api',
            image: 'api:1',
            envFrom: [{ configMapRef: { name: 'more' } }],
            env: [
              {
                name: 'SIZE',
                valueFrom: {
                  configMapKeyRef: { name: 'settings', key: 'size' },
                },
              },
            ],
          },
        ],
        volumes: [
          {
            name: 'tls',
            configMap: {
              name: 'settings',
              items: [{ key: 'shape', path: 'shape' }],
            },
          },
        ],
      };
    });
    await world.clock.advance(3000);
    expect(Object.keys(counts())).toContain(
      'MountVolume.SetUp failed for volume "tls" : references non-existent config key: shape',
    );
    const set = (key: string) =>
      world.store.update('configmaps', 'kasm', 'settings', ({ data }) => {
        data[key] = 'x';
      });
    set('shape');
    await world.clock.advance(2000);
    expect(waiting()).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "more" not found',
    });
    configMap('more', {});
    await world.clock.advance(2000);
    expect(waiting().message).toBe(
      "couldn't find key size in ConfigMap kasm/settings",
    );
    set('size');
    await world.clock.advance(5000);
    expect(container().ready).toBe(true);
  });

  it('probes: not ready when one fails, restarted when that is the liveness probe', async () => {
    world.store.create(
      apiDeployment(
        {},
        {
          containers: [
            {
              name: 'api',
              image: 'api:1',
              readinessProbe: { periodSeconds: 10 },
              livenessProbe: { periodSeconds: 10, failureThreshold: 3 },
            },
          ],
        },
      ),
    );
    world.store.update('deployments.apps', 'kasm', 'api', ({ spec }) => {
      spec.template.metadata.labels['app.kubernetes.io/component'] = 'api';
    });
    await world.clock.advance(10_000);
    const { metadata } = world.pods()[0];
    world.disturbances.unhealthy.set('kasm/undefined/api', 'statuscode: 500');
    world.kubelet.recheck('kasm', metadata.name);
    expect(container()).toMatchObject({ ready: false, restartCount: 0 });
    await world.clock.advance(25_000);
    expect(container().restartCount).toBe(1);
    expect(counts()).toMatchObject({
      'Readiness probe failed: statuscode: 500': expect.any(Number),
      'Liveness probe failed: statuscode: 500': expect.any(Number),
      'Container api failed liveness probe, will be restarted': 1,
    });
    world.disturbances.unhealthy.clear();
    await world.clock.advance(60_000);
    expect(container().ready).toBe(true);
  });

  it('ends the containers of a pod that is deleted before it goes', async () => {
    world.store.create(
      apiDeployment(
        {},
        {
          initContainers: [
            { name: 'sidecar', image: 'side:1', restartPolicy: 'Always' },
          ],
        },
      ),
    );
    await world.clock.advance(10_000);
    const { name } = world.pods()[0].metadata;
    const read = () => world.store.get('pods', 'kasm', name);
    expect(read()!.status.initContainerStatuses[0]).toMatchObject({
      ready: true,
      state: { running: {} },
    });
    world.store.delete('pods', 'kasm', name);
    await world.clock.advance(20);
    expect(read()!.metadata).toMatchObject({ deletionGracePeriodSeconds: 30 });
    await world.clock.advance(1000);
    expect(read()).toBeUndefined();
    expect(Object.keys(counts())).toEqual(
      expect.arrayContaining([
        'Stopping container api',
        'Stopping container sidecar',
      ]),
    );
  });
});
