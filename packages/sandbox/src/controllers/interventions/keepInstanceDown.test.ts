import { useManualWorld } from '../../world/useManualWorld';
import { keepInstanceDown } from './keepInstanceDown';

const database = { namespace: 'database', name: 'kasm-pg' };

describe('keepInstanceDown', () => {
  const world = useManualWorld({ seeded: true });

  const cluster = () =>
    world.rke2.get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg')!
      .status;

  it('keep a database replica down until healed', async () => {
    const heal = keepInstanceDown(world.controllers, database);
    await world.clock.advance(60_000);
    expect(cluster()).toMatchObject({
      readyInstances: 2,
      currentPrimary: 'kasm-pg-1',
      phase: 'Waiting for the instances to become active',
    });
    heal();
    await world.clock.advance(10_000);
    expect(cluster().phase).toBe('Cluster in healthy state');
  });
});
