import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { issues } from '../__testUtils__/willingOperators';

const DATABASE =
  'kubectl --context rke2 -n database delete clusters.postgresql.cnpg.io kasm-pg';

/** A create whose database does not come; what its log says of removing. */
async function removalSaid(cluster: InMemoryCluster, task: string) {
  const run = await runAction(
    { ...asked, deadlines: { database: 1 } },
    onCluster(cluster),
    { task },
  );
  expect(run.error?.message).toContain('database was not ready');
  return run.log.filter(line => /^(To remove| {2}kubectl)/.test(line));
}

function clusterWithoutDatabase() {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(issues);
  return cluster;
}

describe('how to remove what a failed create made', () => {
  it('names it all for the task that made it, also when it is taken up again', async () => {
    const cluster = clusterWithoutDatabase();
    const first = await removalSaid(cluster, 'task-1');
    expect(first[0]).toBe(
      'To remove what was made (the Cluster takes its data with it), as a cluster administrator:',
    );
    expect(first).toContain(`  ${DATABASE}`);
    const again = await removalSaid(cluster, 'task-1');
    expect([...again].sort()).toEqual([...first].sort());
  });

  it('does not name what an earlier task made', async () => {
    const cluster = clusterWithoutDatabase();
    await removalSaid(cluster, 'task-1');
    expect(await removalSaid(cluster, 'task-2')).toEqual([]);
    cluster.objects.delete('Certificate/kasm/kasm-example-com-tls');
    const third = await removalSaid(cluster, 'task-3');
    expect(third).toEqual([
      'To remove what was made, as a cluster administrator:',
      '  kubectl --context rke2 -n kasm delete certificates.cert-manager.io kasm-example-com-tls',
    ]);
  });
});
