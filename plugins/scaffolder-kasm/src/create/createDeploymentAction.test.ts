import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import { asked, configWith, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { catalogWith, runAction } from '../__testUtils__/runAction';
import { issues, willing } from '../__testUtils__/willingOperators';

function willingCluster() {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...willing);
  return cluster;
}

describe('kasm:deployment:create', () => {
  it('ends with where everything is, and what is left to do', async () => {
    const cluster = willingCluster();
    const run = await runAction(asked, onCluster(cluster));
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({
      ref: 'rke2/kasm',
      entityRef: 'component:default/rke2-kasm',
      url: 'https://kasm.example.com/',
      runbookUrl: '/docs/default/component/kasm-runbook',
      adminSecret: {
        namespace: 'kasm',
        name: 'kasm-secrets',
        key: 'admin-password',
      },
    });
    expect(run.outputs.links).toHaveLength(3);
    const log = run.log.join('\n');
    for (const task of run.outputs.remaining) {
      expect(log).toContain(task);
    }
    expect(log).toContain('database: 3 of 3 instances ready');
  });

  it('says nothing twice in a row', async () => {
    const { log } = await runAction(asked, onCluster(willingCluster()));
    expect(new Set(log).size).toBe(log.length);
  });

  it('remembers in the descriptor what it made, and that it is done', async () => {
    const cluster = willingCluster();
    await runAction(asked, onCluster(cluster));
    const map = cluster.find('ConfigMap', 'kasm-descriptor', 'kasm-portal');
    const descriptor = JSON.parse((map?.data as any)['descriptor.json']);
    expect(descriptor).toMatchObject({
      state: 'active',
      task: 'mock-task-id',
      spec: { name: 'kasm', owner: 'group:default/platform-engineers' },
    });
    expect(descriptor.created.map((object: any) => object.kind)).toEqual(
      expect.arrayContaining(['Namespace', 'Secret', 'Cluster', 'HelmChart']),
    );
    expect(descriptor.created.every((object: any) => object.uid)).toBe(true);
  });

  it('warns, and does not fail, when the entity does not come', async () => {
    const run = await runAction(
      { ...asked, deadlines: { entity: 1 } },
      { ...onCluster(willingCluster()), catalog: catalogWith(false) },
    );
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain(
      'waiting for component:default/rke2-kasm',
    );
    expect(run.outputs.entityRef).toBe('component:default/rke2-kasm');
  });

  it('lists every problem of the input in the first line', async () => {
    const run = await runAction(
      {
        ...asked,
        name: 'Kasm',
        domain: 'nodots',
        size: 'huge',
        database: { storageSize: '20' },
        deadlines: { database: 0 },
      },
      onCluster(willingCluster()),
    );
    const [line] = run.error!.message.split('\n');
    expect(run.error?.name).toBe('InputError');
    for (const field of [
      'name',
      'domain',
      'size',
      'database.storageSize',
      'deadlines.database',
    ]) {
      expect(line).toContain(`${field}: `);
    }
  });

  it('names the known clusters when it does not know one', async () => {
    const run = await runAction(
      { ...asked, cluster: 'elsewhere' },
      onCluster(willingCluster()),
    );
    expect(run.error?.message).toContain('rke2, harvester');
  });

  it('refuses namespaces, domains and agent clusters that are not allowed, all at once', async () => {
    const cluster = willingCluster();
    const run = await runAction(
      {
        ...asked,
        namespace: 'kube-system',
        domain: 'elsewhere.org',
        database: { namespace: 'payments' },
        agents: { cluster: 'harvester', namespace: 'kasm-agents' },
      },
      onCluster(cluster),
    );
    for (const word of [
      'kube-system',
      'elsewhere.org',
      'payments',
      'harvester',
    ]) {
      expect(run.error?.message).toContain(word);
    }
    expect(run.error?.name).toBe('InputError');
    // The task's log prints it: a sentence, not where in our code it was written.
    expect(run.error?.stack).toBe(`InputError: ${run.error?.message}`);
  });

  it.each([
    [
      'a user without the permission',
      { allowed: false },
      'kasm.deployment.create',
    ],
    ['a service', { service: true }, 'signed-in user'],
  ])('refuses %s, in a dry run too', async (_, context, word) => {
    for (const isDryRun of [true, false]) {
      const cluster = willingCluster();
      const run = await runAction(asked, onCluster(cluster), {
        ...context,
        isDryRun,
      });
      expect(run.error?.name).toBe('NotAllowedError');
      expect(run.error?.message).toContain(word);
      expect(cluster.find('Namespace', 'kasm')).toBeUndefined();
    }
  });

  it('says so when the portal is not configured', async () => {
    const run = await runAction(asked, {
      config: undefined,
      clients: undefined,
    });
    expect(run.error?.message).toContain('not configured');
  });

  it('stops at once when it is cancelled, and says what was left', async () => {
    const cluster = new InMemoryCluster('vault-issuer');
    cluster.reactions.push(issues);
    const cancel = new AbortController();
    // without the signal the next look would come in an hour
    const run = await runAction(
      asked,
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
    expect(run.error?.stack).toBe(`StepFailure: ${run.error?.message}`);
    // First what was left and how to go on, then how to remove it.
    expect(run.log.findIndex(line => line.includes('Left in'))).toBeLessThan(
      run.log.findIndex(line => line.startsWith('To remove')),
    );
    const told = [run.error?.message, ...run.log].join('\n');
    expect(told).toContain('was cancelled during "Certificate and database"');
    expect(told).toContain('Cluster database/kasm-pg');
    expect(told).toContain('run the template again with the same values');
    expect(told).toContain(
      'kubectl --context rke2 -n database delete clusters.postgresql.cnpg.io kasm-pg',
    );
  });

  it('goes on where a cancelled run stopped', async () => {
    const cluster = new InMemoryCluster('vault-issuer');
    cluster.reactions.push(issues);
    const first = await runAction(
      { ...asked, deadlines: { database: 1 } },
      onCluster(cluster),
    );
    expect(first.error?.message).toContain('database was not ready within 1 s');
    const password = cluster.find('Secret', 'kasm-pg-credentials', 'database');

    cluster.reactions.push(...willing);
    cluster.put(cluster.find('Cluster', 'kasm-pg', 'database')!);
    const second = await runAction(asked, onCluster(cluster));
    expect(second.error).toBeUndefined();
    expect(cluster.find('Secret', 'kasm-pg-credentials', 'database')).toEqual(
      password,
    );
  });

  describe('a cluster that is down', () => {
    it('fails with its name and what to check when it refuses', async () => {
      const config = configWith('https://127.0.0.1:1');
      const clients = createWriterClients(config);
      const run = await runAction(asked, { config, clients });
      await clients.close();
      expect(run.error?.name).toBe('ServiceUnavailableError');
      expect(run.error?.message).toContain('Cluster rke2 cannot be reached');
      expect(run.error?.message).toContain('kasm.clusters[].writer');
      expect(run.error?.message).toContain('Nothing was changed');
    });
  });
});
