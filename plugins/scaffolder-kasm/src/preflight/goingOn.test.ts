import { DESCRIPTOR_KEY } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { willing } from '../__testUtils__/willingOperators';
import { preflightAction } from './preflightAction';

const backedUp = {
  ...asked,
  database: {
    backups: {
      method: 'plugin',
      destinationPath: 's3://bucket/kasm-pg',
      credentialsSecret: 'backup',
    },
  },
};

/** A cluster with a deployment whose descriptor then says something else. */
async function clusterAfter(state: object, input: object = asked) {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...willing);
  // nobody plays the bucket, so the first backup is not waited for long
  const made = await runAction(
    { ...input, deadlines: { databaseComplete: 1 } },
    onCluster(cluster),
  );
  expect(made.error).toBeUndefined();
  const map = cluster.find('ConfigMap', 'kasm-descriptor', 'kasm-portal')!;
  const data = map.data as Record<string, string>;
  cluster.put({
    ...map,
    data: {
      [DESCRIPTOR_KEY]: JSON.stringify({
        ...JSON.parse(data[DESCRIPTOR_KEY]),
        ...state,
      }),
    },
  });
  return cluster;
}

/** As a delete leaves it: the release goes, the database stays. */
function removeRelease(cluster: InMemoryCluster) {
  for (const [key, { kind, metadata }] of cluster.objects) {
    if (
      ['HelmChart', 'IngressRoute', 'ServersTransport', 'Certificate'].includes(
        kind,
      ) ||
      (kind === 'Deployment' && metadata.namespace === 'kasm')
    ) {
      cluster.objects.delete(key);
    }
  }
}

async function check(cluster: InMemoryCluster, input: object = asked) {
  const run = await runAction(input, onCluster(cluster), {
    action: preflightAction,
  });
  const found = new Map<string, any>(
    run.outputs.checks.map((each: any) => [each.id, each]),
  );
  return { error: run.error, found };
}

describe('a preflight where something was made before', () => {
  it('lets a run go on that was ended half way', async () => {
    const cluster = await clusterAfter({ state: 'creating' }, backedUp);
    for (const gone of ['IngressRoute', 'ServersTransport']) {
      [...cluster.objects.keys()]
        .filter(key => key.startsWith(`${gone}/`))
        .forEach(key => cluster.objects.delete(key));
    }
    const { error, found } = await check(cluster, backedUp);
    expect(error).toBeUndefined();
    expect(found.get('descriptor').detail).toContain('goes on');
    expect(found.get('archive-path-unused').status).toBe('pass');
    expect(found.get('existing-objects').detail).toContain(
      "all this deployment's",
    );
  });

  it('attaches a retired deployment to its database, whatever its size', async () => {
    const cluster = await clusterAfter({ state: 'retired', initialised: true });
    removeRelease(cluster);
    const { error, found } = await check(cluster, { ...asked, size: 'large' });
    expect(error).toBeUndefined();
    expect(found.get('descriptor').detail).toContain('not initialised again');
  });

  it('does not attach one to another database, nor one that is gone', async () => {
    const cluster = await clusterAfter({ state: 'retired', initialised: true });
    removeRelease(cluster);
    const other = await check(cluster, {
      ...asked,
      database: { cluster: 'other-pg' },
    });
    expect(other.error?.message).toContain(
      'database is database/other-pg and was database/kasm-pg',
    );
    cluster.objects.delete('Cluster/database/kasm-pg');
    const gone = await check(cluster);
    expect(gone.error?.message).toContain('is not there any more');
  });

  it('keeps the name of a retired deployment for its owner', async () => {
    const cluster = await clusterAfter({ state: 'retired', initialised: true });
    removeRelease(cluster);
    const { error } = await check(cluster, {
      ...asked,
      owner: 'group:default/design',
    });
    expect(error?.message).toContain(
      'kept for a retired deployment of group:default/platform-engineers',
    );
  });

  it('says that an earlier Secret would be used again, or be in the way', async () => {
    const cluster = new InMemoryCluster('vault-issuer');
    const secret = (annotations?: Record<string, string>) =>
      cluster.put({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'kasm-secrets', namespace: 'kasm', annotations },
      });
    cluster.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'kasm' },
    });
    secret();
    expect((await check(cluster)).found.get('kept-tokens').status).toBe('fail');
    secret({
      'meta.helm.sh/release-name': 'kasm',
      'meta.helm.sh/release-namespace': 'kasm',
    });
    expect((await check(cluster)).found.get('kept-tokens').status).toBe('warn');
  });

  it('has a create write policies where nothing is let through without', async () => {
    const cluster = new InMemoryCluster('vault-issuer');
    cluster.reactions.push(...willing);
    cluster.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'kasm' },
    });
    cluster.put({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny', namespace: 'kasm' },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    });
    expect((await check(cluster)).found.get('default-deny').status).toBe(
      'warn',
    );
    const run = await runAction(asked, onCluster(cluster));
    expect(run.error).toBeUndefined();
    expect(cluster.find('NetworkPolicy', 'kasm-inside', 'kasm')).toBeDefined();
  });
});
