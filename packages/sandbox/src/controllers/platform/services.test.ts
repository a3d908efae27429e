import {
  apiDeployment,
  createWorkloadWorld,
} from '../workloads/createWorkloadWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('endpoints of Services', () => {
  it('follow the readiness of the pods, in both forms', async () => {
    const world = createWorkloadWorld();
    world.store.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', namespace: 'kasm' },
      spec: {
        ports: [{ name: 'http', port: 80, targetPort: 'web' }],
        selector: { app: 'api' },
      },
    });
    world.store.create(
      apiDeployment(
        {},
        {
          containers: [
            {
              name: 'api',
              image: 'api:1',
              ports: [{ name: 'web', containerPort: 8080 }],
            },
          ],
        },
      ),
    );
    const slice = () =>
      world.store.get('endpointslices.discovery.k8s.io', 'kasm', 'api')!;
    const endpoints = () => world.store.get('endpoints', 'kasm', 'api')!;
    await world.clock.advance(1000);
    const [pod] = world.pods();
    const ip = pod.status.podIP;
    expect(slice().endpoints[0].conditions.ready).toBe(false);
    expect(endpoints().subsets[0].notReadyAddresses).toMatchObject([{ ip }]);
    await world.clock.advance(10_000);
    expect(slice()).toMatchObject({
      endpoints: [
        {
          addresses: [ip],
          conditions: { ready: true, serving: true, terminating: false },
        },
      ],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    });
    expect(endpoints().subsets).toMatchObject([
      { addresses: [{ ip }], ports: [{ name: 'http', port: 8080 }] },
    ]);
    world.store.update('deployments.apps', 'kasm', 'api', ({ spec }) => {
      spec.replicas = 0;
    });
    await world.clock.advance(1000);
    expect(slice().endpoints).toEqual([]);
    expect(endpoints().subsets).toBeUndefined();
    world.stop();
  });
});
