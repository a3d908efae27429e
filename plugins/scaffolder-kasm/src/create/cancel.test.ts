import { asked, onCluster } from '../__testUtils__/inMemory';
import {
  InMemoryCluster,
  type Reaction,
} from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { clearing } from '../__testUtils__/clearingOperators';
import { issues, willing } from '../__testUtils__/willingOperators';

/** Cancels when a line about the database appears: it never comes here. */
async function cancelled(cluster: InMemoryCluster, input: object) {
  const cancel = new AbortController();
  return runAction(
    { ...asked, ...input },
    // without the signal the next look would come in an hour
    { ...onCluster(cluster), pollInterval: 3_600_000 },
    {
      signal: cancel.signal,
      onLine: line => {
        if (line.startsWith('database:')) {
          setImmediate(() => cancel.abort());
        }
      },
    },
  );
}

function clusterWith(...reactions: Reaction[]) {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(issues, ...reactions);
  return cluster;
}

const OURS = (cluster: InMemoryCluster) =>
  [...cluster.objects.values()]
    .filter(({ metadata }) => metadata.labels?.['kasm-portal/deployment'])
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('a cancelled create', () => {
  it('keeps what was made, and it is in the descriptor with its task', async () => {
    const cluster = clusterWith();
    const run = await cancelled(cluster, {});
    expect(run.error?.message).toContain('was cancelled');
    expect(OURS(cluster)).toContain('Cluster kasm-pg');
    const map = cluster.find('ConfigMap', 'kasm-descriptor', 'kasm-portal');
    const { state, created } = JSON.parse(
      (map?.data as any)['descriptor.json'],
    );
    expect(state).toBe('creating');
    // written ahead: the release was not begun yet
    for (const kind of ['Namespace', 'Secret', 'Cluster', 'HelmChart']) {
      expect(created).toContainEqual(
        expect.objectContaining({ kind, task: 'mock-task-id', uid: '' }),
      );
    }
    expect(JSON.stringify(created)).not.toContain('"kasm-portal"}');
  });

  it('removes it again when told to', async () => {
    const cluster = clusterWith();
    const run = await cancelled(cluster, { onCancel: 'rollback' });
    expect(run.error?.message).toContain('was cancelled during');
    expect(run.error?.message).toContain('and undone');
    expect(OURS(cluster)).toEqual([]);
    // that belongs to all deployments
    expect(cluster.find('Namespace', 'kasm-portal')).toBeDefined();
  });

  it('keeps the database once people could have reached it', async () => {
    const cluster = new InMemoryCluster('vault-issuer');
    cluster.reactions.push(...willing);
    cluster.removals.push(...clearing);
    const cancel = new AbortController();
    const run = await runAction(
      { ...asked, onCancel: 'rollback' },
      {
        ...onCluster(cluster),
        probe: async () => {
          cancel.abort();
          return { status: 503, body: '' };
        },
      },
      { signal: cancel.signal },
    );
    expect(run.error?.message).toContain('was cancelled during "Route"');
    expect(cluster.find('IngressRoute', 'kasm', 'kasm')).toBeUndefined();
    expect(cluster.find('HelmChart', 'kasm', 'kasm-portal')).toBeUndefined();
    expect(OURS(cluster)).toContain('Cluster kasm-pg');
    expect(OURS(cluster)).toContain('Secret kasm-pg-credentials');
    expect(run.log).toContain(
      'The database is kept: people could have reached Kasm already',
    );
  });

  it('keeps the database also when an earlier process wrote the way in', async () => {
    const cluster = new InMemoryCluster('vault-issuer');
    cluster.reactions.push(...willing);
    cluster.removals.push(...clearing);
    const begun = await runAction(
      { ...asked, deadlines: { endpoint: 1 } },
      {
        ...onCluster(cluster),
        probe: async () => ({ status: 503, body: '' }),
      },
      { task: 'same' },
    );
    expect(begun.error).toBeDefined();
    expect(cluster.find('IngressRoute', 'kasm', 'kasm')).toBeDefined();
    const cancel = new AbortController();
    await runAction({ ...asked, onCancel: 'rollback' }, onCluster(cluster), {
      task: 'same',
      signal: cancel.signal,
      onLine: line => {
        if (line.startsWith('Step 3')) {
          cancel.abort();
        }
      },
    });
    expect(cluster.find('IngressRoute', 'kasm', 'kasm')).toBeUndefined();
    expect(OURS(cluster)).toContain('Cluster kasm-pg');
  });

  it('says what stays when it cannot all be removed', async () => {
    const cluster = clusterWith((object, here) => {
      if (object.kind === 'Cluster') {
        here.failures.set('delete Cluster', new Error('the cluster is away'));
      }
    });
    const run = await cancelled(cluster, { onCancel: 'rollback' });
    const told = [run.error?.message, ...run.log].join('\n');
    expect(told).toContain('It could not all be removed');
    expect(told).toContain('Left in cluster rke2');
  });

  it('leaves what an earlier task made', async () => {
    const cluster = clusterWith();
    await cancelled(cluster, {});
    const before = OURS(cluster);
    const cancel = new AbortController();
    await runAction(
      { ...asked, onCancel: 'rollback' },
      { ...onCluster(cluster), pollInterval: 3_600_000 },
      {
        signal: cancel.signal,
        task: 'second',
        onLine: line => {
          if (line.startsWith('database:')) {
            setImmediate(() => cancel.abort());
          }
        },
      },
    );
    expect(OURS(cluster)).toEqual(before);
  });
});
