import { useManualWorld } from '../../world/useManualWorld';
import { killPrimary } from './killPrimary';

const database = { namespace: 'database', name: 'kasm-pg' };

describe('killPrimary', () => {
  const world = useManualWorld({ seeded: true });

  const cluster = () =>
    world.rke2.get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg')!
      .status;

  it('makes another one take over, and knows when that is over', async () => {
    const isOver = killPrimary(world.controllers, database);
    expect(isOver()).toBe(false);
    await world.clock.advance(1000);
    expect(cluster().phase).toBe('Failing over');
    expect(isOver()).toBe(false);
    await world.clock.advance(30_000);
    expect(cluster()).toMatchObject({
      phase: 'Cluster in healthy state',
      currentPrimary: 'kasm-pg-2',
    });
    expect(isOver()).toBe(true);
  });

  it('can be done again, to the new primary', async () => {
    killPrimary(world.controllers, database);
    await world.clock.advance(30_000);
    const isOver = killPrimary(world.controllers, database);
    await world.clock.advance(30_000);
    expect(cluster().phase).toBe('Cluster in healthy state');
    expect(cluster().currentPrimary).not.toBe('kasm-pg-2');
    expect(isOver()).toBe(true);
  });

  it('names what is not there', () => {
    expect(() =>
      killPrimary(world.controllers, { namespace: 'x', name: 'y' }),
    ).toThrow('There is no database cluster x/y in the sandbox.');
  });
});
