import { KubeError } from '@kasm-portal/backstage-plugin-kasm-node';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { willing } from '../__testUtils__/willingOperators';
import { preflightAction } from './preflightAction';

function ready() {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...willing);
  return cluster;
}

async function check(
  cluster: InMemoryCluster,
  input: object = {},
  services: object = {},
) {
  const run = await runAction(
    { ...asked, ...input },
    { ...onCluster(cluster), ...services },
    { action: preflightAction },
  );
  const found = new Map<string, any>(
    (run.outputs.checks ?? []).map((each: any) => [each.id, each]),
  );
  return { ...run, status: (id: string) => found.get(id)?.status, found };
}

describe('kasm:deployment:preflight', () => {
  it('says what passed and what to know, and changes nothing', async () => {
    const cluster = ready();
    const before = structuredClone([...cluster.objects]);
    const { error, outputs, log, status } = await check(cluster);
    expect(error).toBeUndefined();
    expect(outputs).toMatchObject({
      ref: 'rke2/kasm',
      passed: true,
      failed: 0,
    });
    expect([...cluster.objects]).toEqual(before);
    for (const id of [
      'api-reachable',
      'rights',
      'cnpg-operator',
      'storage-class',
      'nodes-kasm',
      'nodes-database',
      'traefik',
      'traefik-timeouts',
      'no-helmchartconfig',
      'default-deny',
    ]) {
      expect([id, status(id)]).toEqual([id, 'pass']);
    }
    for (const id of ['postgres-end-of-life', 'backups', 'image-pulls']) {
      expect([id, status(id)]).toEqual([id, 'warn']);
    }
    expect(log.at(-1)).toMatch(
      /rke2\/kasm can be created; nothing was changed$/,
    );
  });

  it('writes a list whose columns stand below each other', async () => {
    const { log, outputs } = await check(ready());
    const [first] = outputs.checks;
    const column = log
      .find(line => line.includes(first.title))!
      .indexOf(first.detail);
    const lines = new Set(log.map(line => line.slice(column)));
    outputs.checks.forEach(({ detail }: any) => {
      expect(lines).toContain(detail);
    });
  });

  it('reports every problem at once, each with what to do', async () => {
    const cluster = new InMemoryCluster();
    delete cluster.served['postgresql.cnpg.io/v1'];
    cluster.denied.add('create secrets');
    const { error, outputs, log } = await check(cluster, {
      database: { storageClass: 'fast' },
    });
    const failed = outputs.checks.filter(
      ({ status }: any) => status === 'fail',
    );
    expect(outputs.passed).toBe(false);
    expect(outputs.failed).toBe(failed.length);
    expect(failed.map(({ id }: any) => id)).toEqual(
      expect.arrayContaining([
        'rights',
        'cnpg-operator',
        'storage-class',
        'nodes-kasm',
        'cluster-issuer',
        'traefik',
      ]),
    );
    for (const { detail, remedy } of failed) {
      expect(error?.message).toContain(detail);
      expect(remedy).toBeTruthy();
    }
    expect(error?.name).toBe('ConflictError');
    expect(log.join('\n')).toContain('cannot be created yet');
  });

  it('only tells, when asked to', async () => {
    const { error, outputs } = await check(new InMemoryCluster(), {
      failOnProblems: false,
    });
    expect(error).toBeUndefined();
    expect(outputs.passed).toBe(false);
  });

  it('prints missing rights as roles to apply', async () => {
    const cluster = ready();
    cluster.denied.add('patch helmcharts').add('create helmcharts');
    const { error, log } = await check(cluster);
    expect(error?.name).toBe('NotAllowedError');
    expect(error?.message).not.toContain('apiVersion');
    const text = log.map(line => line.trim()).join('\n');
    expect(text).toContain('kind: Role');
    expect(text).toContain('namespace: kasm-portal');
    expect(text).toContain('- helmcharts');
  });

  it('asks for the rights that only this deployment needs', async () => {
    const cluster = ready();
    cluster.denied.add('patch helmchartconfigs').add('updatepsa projects');
    expect((await check(cluster)).status('rights')).toBe('pass');
    const managed = await check(cluster, {
      ingress: { manageTraefikTimeouts: true },
    });
    expect(managed.found.get('rights').detail).toContain(
      'patch helmchartconfigs.helm.cattle.io rke2-traefik in kube-system',
    );
    const { config } = onCluster(cluster);
    const [rke2, ...others] = config.clusters;
    const rancher = await check(
      cluster,
      {},
      {
        config: {
          ...config,
          clusters: [{ ...rke2, rancher: true }, ...others],
        },
      },
    );
    expect(rancher.found.get('rights').detail).toContain(
      'updatepsa projects.management.cattle.io',
    );
  });

  it('stops at a cluster that does not answer, and says what is known without it', async () => {
    const cluster = ready();
    cluster.version = async () => {
      throw new KubeError('unreachable', 'rke2: nobody answers');
    };
    const { error, status } = await check(cluster);
    expect(error?.name).toBe('ServiceUnavailableError');
    expect(status('postgres-end-of-life')).toBe('warn');
    expect(status('cnpg-operator')).toBeUndefined();
  });

  it('calls unknown what it may not see, with what to grant', async () => {
    const cluster = ready();
    cluster.failures.set(
      'list Node',
      new KubeError('forbidden', 'rke2: nodes are forbidden'),
    );
    const { error, found } = await check(cluster);
    expect(error).toBeUndefined();
    expect(found.get('nodes-kasm')).toMatchObject({
      status: 'unknown',
      remedy: expect.stringContaining('list nodes'),
    });
  });

  it('never takes an unreadable past for none', async () => {
    const cluster = ready();
    cluster.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'kasm-portal' },
    });
    cluster.failures.set(
      'list ConfigMap',
      new KubeError('server', 'rke2: 500'),
    );
    expect((await check(cluster)).status('descriptor')).toBe('fail');
  });

  it('asks nothing twice, and few things in all', async () => {
    const cluster = ready();
    const asks: string[] = [];
    const counting = new Proxy(cluster, {
      get(target, property) {
        const value = Reflect.get(target, property, target);
        return typeof value !== 'function'
          ? value
          : (...args: unknown[]) => {
              asks.push(JSON.stringify([property, ...args]));
              return value.apply(target, args);
            };
      },
    });
    await check(cluster, {}, { clients: { client: () => counting } });
    expect(new Set(asks).size).toBe(asks.length);
    expect(asks.length).toBeLessThan(150);
  });
});
