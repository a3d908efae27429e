import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { KubeError } from '@kasm-portal/backstage-plugin-kasm-node';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { Progress } from '../run/progress';
import { WriteRecord } from '../run/WriteRecord';
import { RemovalReport } from './RemovalReport';
import { removeNamespace } from './removeNamespace';
import type { Removing } from './removeObject';

const ENTRY = { apiVersion: 'v1', kind: 'Namespace', name: 'kasm', uid: '' };

function clusterWith(labels: Record<string, string>) {
  const cluster = new InMemoryCluster();
  const { apiVersion, kind, name } = ENTRY;
  cluster.put({ apiVersion, kind, metadata: { name, labels } });
  cluster.put({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-root-ca.crt', namespace: 'kasm' },
  });
  return cluster;
}

const ours = () => clusterWith({ [DEPLOYMENT_LABEL]: 'kasm' });

async function remove(cluster: InMemoryCluster, taken?: string) {
  const log: string[] = [];
  const say = (line: string) => {
    log.push(line);
  };
  const run = {
    client: cluster,
    spec: { name: 'kasm' },
    cluster: { name: 'rke2' },
    report: new RemovalReport('rke2'),
    progress: new Progress({ info: say, warn: say }),
    written: new WriteRecord(),
    signal: new AbortController().signal,
    dryRun: false,
    pollInterval: 5,
    deadlines: { removal: 1 },
  } as unknown as Removing;
  await removeNamespace(run, ENTRY, taken);
  const there = cluster.find('Namespace', 'kasm') !== undefined;
  return { there, why: run.report.allKept()[0]?.why, log };
}

describe('removeNamespace', () => {
  it('removes one that is ours and empty', async () => {
    expect(await remove(ours())).toMatchObject({ there: false });
  });

  it('keeps one that was there before us', async () => {
    const { there, why } = await remove(clusterWith({}));
    expect(there).toBe(true);
    expect(why).toContain('was not made by the portal');
  });

  it('keeps one in which somebody has something', async () => {
    const cluster = ours();
    cluster.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'notes', namespace: 'kasm' },
    });
    const { there, why } = await remove(cluster);
    expect(there).toBe(true);
    expect(why).toBe('has ConfigMap kasm/notes in it');
  });

  it('waits for what is on its way out', async () => {
    const cluster = ours();
    cluster.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'last',
        namespace: 'kasm',
        deletionTimestamp: '2026-11-22T13:00:00Z',
      },
    });
    const removed = remove(cluster);
    setTimeout(() => cluster.objects.delete('Pod/kasm/last'), 50);
    expect(await removed).toMatchObject({ there: false });
  });

  it('keeps one in which another deployment lives', async () => {
    const { there, why } = await remove(ours(), 'second');
    expect(there).toBe(true);
    expect(why).toContain('the deployment second lives');
  });

  it('tells what it could not see, and that it may not', async () => {
    const cluster = ours();
    const refused = (text: string) => new KubeError('forbidden', text);
    cluster.failures.set('list Service', refused('no services'));
    const seen = await remove(cluster);
    expect(seen.there).toBe(false);
    expect(seen.log.join()).toContain('list services in kasm');

    const other = ours();
    other.failures.set('delete Namespace', refused('no namespaces'));
    const kept = await remove(other);
    expect(kept).toMatchObject({ there: true, why: 'could not be removed' });
    expect(kept.log.join()).toContain('delete namespaces kasm');
  });
});
