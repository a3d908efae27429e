import { clearing } from '../__testUtils__/clearingOperators';
import type { Death } from '../__testUtils__/dyingClients';
import { asked } from '../__testUtils__/inMemory';
import type { Reaction } from '../__testUtils__/InMemoryCluster';
import { willing } from '../__testUtils__/willingOperators';
import {
  willingScene,
  type InMemoryScene,
} from '../resume/__testUtils__/inMemoryScene';
import { rollbackDeploymentAction } from '../rollback/rollbackDeploymentAction';
import { deleteDeploymentAction } from './deleteDeploymentAction';

/** CloudNativePG: every Backup is taken at once. */
const takesBackups: Reaction = (object, cluster) => {
  if (object.kind === 'Backup') {
    cluster.status(object, { phase: 'completed' });
  }
};

const input = {
  ...asked,
  database: {
    backups: {
      method: 'plugin',
      destinationPath: 's3://bucket/kasm-pg',
      credentialsSecret: 'backup',
    },
  },
};

async function createdScene(): Promise<InMemoryScene> {
  const scene = willingScene([...willing, takesBackups]);
  scene.cluster.removals.push(...clearing);
  scene.cluster.put({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'barman-cloud',
      namespace: 'cnpg-system',
      labels: { 'cnpg.io/pluginName': 'barman-cloud.cloudnative-pg.io' },
    },
  });
  const { error } = await scene.run({ input });
  expect(error).toBeUndefined();
  return scene;
}

const remove = (more: object = {}) => ({
  action: deleteDeploymentAction,
  input: { cluster: 'rke2', name: 'kasm', force: true, ...more },
});
const everything = { deleteData: true, confirmName: 'kasm' };
const undo = {
  action: rollbackDeploymentAction,
  input: { cluster: 'rke2', name: 'kasm', deleteData: true },
};

describe('a removal that was killed before or after any request that changes something', () => {
  jest.setTimeout(60_000);

  it.each([
    ['delete, by the same task', remove(), 'task-1'],
    ['delete, by another task', remove(), 'task-2'],
    ['delete with data, by the same task', remove(everything), 'task-1'],
    ['delete with data, by another task', remove(everything), 'task-2'],
    ['rollback, by the same task', undo, 'task-1'],
  ])('comes to the same when it is run again: %s', async (_, play, task) => {
    const scene = await createdScene();
    const whole = scene.copy();
    const clean = await whole.run(play, { task: 'task-1' });
    expect(clean.error).toBeUndefined();
    const deaths = clean.requests.flatMap(({ writes }, index): Death[] =>
      writes
        ? [
            { at: index + 1, as: 'unsent' },
            { at: index + 1, as: 'unanswered' },
          ]
        : [],
    );
    expect(deaths.length).toBeGreaterThan(10);
    for (const death of deaths) {
      const copy = scene.copy();
      const first = await copy.run(play, { death });
      expect(first.gone).toBe(true);
      const second = await copy.run(play, { task });
      expect({ death, error: second.error, stored: copy.stored() }).toEqual({
        death,
        error: undefined,
        stored: whole.stored(),
      });
    }
  });
});
