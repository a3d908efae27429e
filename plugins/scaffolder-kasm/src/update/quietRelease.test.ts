import {
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { asked } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { isTrue } from '../__testUtils__/willingOperators';
import { deadlinesSchema } from '../run/deadlines';
import { Progress } from '../run/progress';
import type { PreparedRun } from '../run/RunContext';
import { quietRelease } from './quietRelease';

describe('Jobs on the database', () => {
  async function quiet(name: string, condition?: string) {
    const cluster = new InMemoryCluster();
    cluster.put({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: 'kasm' },
      status: { conditions: condition ? [isTrue(condition)] : [] },
    });
    const spec = kasmDeploymentSpec.parse(asked);
    const wait = await quietRelease.write({
      names: deploymentNames(spec),
      spec,
      client: cluster,
      deadlines: deadlinesSchema.parse({ databaseInit: 1 }),
      progress: new Progress({ info: () => {}, warn: () => {} }),
      signal: new AbortController().signal,
      pollInterval: 5,
    } as unknown as PreparedRun);
    await wait?.();
    return cluster.find('Job', name, 'kasm');
  }

  it('are removed when they are complete', async () => {
    expect(await quiet('kasm-db-init-job', 'Complete')).toBeUndefined();
    expect(await quiet('kasm-db-upgrade', 'Complete')).toBeUndefined();
  });

  it('are waited for while they work', async () => {
    await expect(quiet('kasm-db-init-job')).rejects.toThrow(
      'kasm-db-init-job under way',
    );
  });

  it('stop the update when one failed', async () => {
    await expect(quiet('kasm-db-init-job', 'Failed')).rejects.toThrow(
      'Job kasm/kasm-db-init-job failed: find out why',
    );
  });

  it('of others do not matter', async () => {
    expect(await quiet('nightly-report')).toBeDefined();
    expect(await quiet('kasm-db-init-jobs')).toBeDefined();
  });
});
