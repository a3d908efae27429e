import { clearing } from '../__testUtils__/clearingOperators';
import type { Death } from '../__testUtils__/dyingClients';
import { asked } from '../__testUtils__/inMemory';
import type { Reaction } from '../__testUtils__/InMemoryCluster';
import { willing } from '../__testUtils__/willingOperators';
import {
  willingScene,
  type InMemoryScene,
} from '../resume/__testUtils__/inMemoryScene';
import { deleteDeploymentAction } from '../delete/deleteDeploymentAction';
import { rollbackDeploymentAction } from './rollbackDeploymentAction';

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

const rollback = (more: object = {}) => ({
  action: rollbackDeploymentAction,
  input: { cluster: 'rke2', name: 'kasm', ...more },
});

function newScene(): InMemoryScene {
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
  return scene;
}

const LOGIN = 'Secret/database/kasm-pg-credentials';

/** Before and after each request that changes something: between them nothing does. */
async function deaths(scene = newScene()): Promise<Death[]> {
  const { error, requests } = await scene.run({ input });
  expect(error).toBeUndefined();
  return requests.flatMap(({ writes }, index): Death[] =>
    writes
      ? [
          { at: index + 1, as: 'unsent' },
          { at: index + 1, as: 'unanswered' },
        ]
      : [],
  );
}

describe('kasm:deployment:rollback after a create that ended at any of its requests', () => {
  jest.setTimeout(120_000);

  it('leaves nothing with deleteData', async () => {
    for (const death of await deaths()) {
      const scene = newScene();
      const empty = Object.keys(scene.stored());
      await scene.run({ input }, { death });
      const undone = await scene.run(rollback({ deleteData: true }));
      const left = Object.keys(scene.stored()).filter(
        name => !empty.includes(name) && name !== 'Namespace kasm-portal',
      );
      expect({ death, left, error: undone.error }).toEqual({
        death,
        left: [],
        error: undefined,
      });
    }
  });

  it('keeps the data without, and the same values then create it again', async () => {
    for (const death of await deaths()) {
      const scene = newScene();
      await scene.run({ input }, { death });
      const database = scene.cluster.find('Cluster', 'kasm-pg', 'database');
      const secrets = scene.secrets();
      const undone = await scene.run(rollback());
      const after = scene.cluster.find('Cluster', 'kasm-pg', 'database');
      const again = await scene.run({ input }, { task: 'task-2' });
      // without a database it is nobody's, and is made anew
      const expected = (database ? secrets : scene.secrets()).get(LOGIN);
      expect({
        death,
        database: after?.metadata.uid,
        password: scene.secrets().get(LOGIN) ?? 'none',
        errors: [undone.error, again.error],
      }).toEqual({
        death,
        database: database?.metadata.uid,
        password: expected,
        errors: [undefined, undefined],
      });
    }
  });

  it('leaves a database that was there before as it was, with deleteData too', async () => {
    const retired = newScene();
    await retired.run({ input });
    const removed = await retired.run(
      {
        action: deleteDeploymentAction,
        input: { cluster: 'rke2', name: 'kasm', force: true },
      },
      { task: 'task-2' },
    );
    expect(removed.error).toBeUndefined();
    const before = retired.cluster.find('Cluster', 'kasm-pg', 'database');
    for (const death of await deaths(retired.copy())) {
      const scene = retired.copy();
      await scene.run({ input }, { death, task: 'task-3' });
      const undone = await scene.run(rollback({ deleteData: true }), {
        task: 'task-3',
      });
      const database = scene.cluster.find('Cluster', 'kasm-pg', 'database');
      const chart = scene.cluster.find('HelmChart', 'kasm', 'kasm-portal');
      expect([undone.error, chart]).toEqual([undefined, undefined]);
      expect(database?.metadata.uid).toBe(before?.metadata.uid);
      expect(scene.secrets()).toEqual(retired.secrets());

      const again = await scene.run({ input }, { task: 'task-4' });
      const made = scene.cluster.find('HelmChart', 'kasm', 'kasm-portal');
      const { valuesContent } = made?.spec as { valuesContent: string };
      expect(again.error).toBeUndefined();
      expect(JSON.parse(valuesContent).dbManagement.initialize).toBe(false);
    }
  });
});
