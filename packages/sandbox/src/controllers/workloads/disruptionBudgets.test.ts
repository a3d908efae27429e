import { apiDeployment, createWorkloadWorld } from './createWorkloadWorld';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

describe('disruption budgets', () => {
  it('allow as many evictions as the pods that are ready leave', async () => {
    const world = createWorkloadWorld();
    world.store.create(apiDeployment({ replicas: 3 }));
    world.store.create({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'api', namespace: 'kasm' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'api' } } },
    });
    const status = () =>
      world.store.get('poddisruptionbudgets.policy', 'kasm', 'api')!.status;
    await world.clock.advance(10_000);
    expect(status()).toMatchObject({
      currentHealthy: 3,
      desiredHealthy: 2,
      disruptionsAllowed: 1,
      expectedPods: 3,
      observedGeneration: 1,
      conditions: [
        {
          type: 'DisruptionAllowed',
          status: 'True',
          reason: 'SufficientPods',
        },
      ],
    });
    world.store.delete('pods', 'kasm', world.pods()[0].metadata.name);
    await world.clock.advance(50);
    expect(status()).toMatchObject({
      disruptionsAllowed: 0,
      conditions: [{ status: 'False', reason: 'InsufficientPods' }],
    });
    world.stop();
  });
});
