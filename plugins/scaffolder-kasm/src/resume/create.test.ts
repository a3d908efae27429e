import { asked } from '../__testUtils__/inMemory';
import { willing } from '../__testUtils__/willingOperators';
import type { Reaction } from '../__testUtils__/InMemoryCluster';
import { everyDeath } from './__testUtils__/everyDeath';
import { willingScene } from './__testUtils__/inMemoryScene';

/** CloudNativePG: every Backup is taken at once. */
const takesBackups: Reaction = (object, cluster) => {
  if (object.kind === 'Backup') {
    cluster.status(object, { phase: 'completed' });
  }
};

const withBackups = {
  ...asked,
  database: {
    backups: {
      method: 'plugin',
      destinationPath: 's3://bucket/kasm-pg',
      credentialsSecret: 'backup',
    },
  },
};

/**
 * The cluster in memory answers each request at once, so that the requests of a run are the same ones
 * each time and every one of them can be the last. The sandbox does the same beside this.
 */
describe('kasm:deployment:create, killed between any two requests and run again', () => {
  jest.setTimeout(120_000);

  it.each([
    ['the task goes on after a restart of the portal', asked, 'task-1'],
    ['somebody starts it again, with backups', withBackups, 'task-2'],
  ])('comes to the same as one clean run: %s', async (_, input, again) => {
    const scene = willingScene([...willing, takesBackups]);
    const { requests, writes, clean, outcomes } = await everyDeath(
      scene,
      { input },
      { again },
    );
    expect(requests).toBeGreaterThan(100);
    // each request once, and those that write a second time
    expect(outcomes).toHaveLength(requests + writes);
    for (const { stored, ...outcome } of outcomes) {
      expect(outcome).toEqual({ death: outcome.death, rewritten: [] });
      expect({ death: outcome.death, stored }).toEqual({
        death: outcome.death,
        stored: clean,
      });
    }
  });
});
