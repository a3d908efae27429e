import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';
import { preflightAction } from './preflightAction';

describe('kasm:deployment:preflight on the sandbox', () => {
  jest.setTimeout(60_000);
  let target: Target & { sandbox: Sandbox };

  beforeAll(async () => {
    target = await sandboxTarget();
  });
  afterAll(async () => {
    await target?.stop();
  });

  async function check(input: object = {}) {
    const clients = createWriterClients(target.config);
    try {
      const run = await runAction(
        {
          cluster: 'rke2',
          name: 'test-look',
          owner: 'group:default/platform-engineers',
          domain: target.domain,
          database: {
            namespace: 'test-look-db',
            backups: {
              method: 'plugin',
              destinationPath: 's3://bucket/test-look',
              credentialsSecret: 'backup',
            },
          },
          ...input,
        },
        {
          config: target.config,
          clients,
          resolve: async () => ['127.0.0.1'],
        },
        { action: preflightAction },
      );
      const found = new Map<string, any>(
        (run.outputs.checks ?? []).map((each: any) => [each.id, each]),
      );
      return { ...run, found };
    } finally {
      await clients.close();
    }
  }

  const store = () => target.sandbox.clusters.rke2.store;

  it('finds everything as it should be in a cluster that is', async () => {
    const before = store().list('configmaps').length;
    const { error, outputs } = await check({ kasmVersion: '1.19.0' });
    expect(error).toBeUndefined();
    const wrong = outputs.checks.filter(
      ({ status }: any) => status !== 'pass' && status !== 'skipped',
    );
    // the sandbox has no mirror of images, and cannot have one
    expect(wrong.map(({ id }: any) => id)).toEqual(['image-pulls']);
    expect(store().list('configmaps')).toHaveLength(before);
  });

  it('tries a pod where the namespace is there already', async () => {
    store().create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'test-tried' },
    });
    const { found } = await check({ namespace: 'test-tried' });
    expect(found.get('psa-dry-run').status).toBe('pass');
    expect(store().get('pods', 'test-tried', 'kasm-portal-preflight')).toBe(
      undefined,
    );
  });

  it('names everything that is wrong in a hostile cluster, at once', async () => {
    const name = 'test-hostile';
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const put = (object: any) => store().create(object);
    put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    put({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'tight', namespace: name },
      spec: { hard: { 'requests.cpu': '500m' } },
    });
    put({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny', namespace: name },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    put({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kasm-api', namespace: name },
      spec: { ports: [{ port: 80 }] },
    });
    put({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name, namespace: 'kasm-portal' },
      spec: {},
    });
    put({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: {
        name,
        namespace: name,
        annotations: { 'argocd.argoproj.io/tracking-id': 'x:y/z:a/b' },
      },
      spec: { entryPoints: ['websecure'], routes: [] },
    });
    const { error, found } = await check({
      name,
      nodeSelector: { 'workload-type': 'nowhere' },
      certificate: { issuer: 'nobody' },
      ingress: { ingressClass: 'other' },
      database: {
        namespace: 'database',
        cluster: 'kasm-pg',
        storageClass: 'fast',
        antiAffinity: 'required',
        instances: 9,
      },
    });
    const expected = {
      'names-free': 'database/kasm-pg',
      'database-free': 'may hold data of somebody else',
      'no-foreign-release': 'kasm-api',
      'existing-objects': 'kept by Argo CD',
      'no-helmchartconfig': `kasm-portal/${name}`,
      'storage-class': 'no StorageClass fast',
      'nodes-kasm': 'workload-type=nowhere',
      'nodes-database': 'stay Pending',
      'ingress-class': 'not other',
      'pod-security': 'restricted',
      'quota-kasm': 'requests.cpu',
    };
    for (const [id, text] of Object.entries(expected)) {
      expect([id, found.get(id)?.status]).toEqual([id, 'fail']);
      expect(found.get(id).detail).toContain(text);
      expect(error?.message).toContain(text);
    }
    expect(found.get('default-deny').status).toBe('warn');
    // the writer may look at the issuer of its manifest and at no other
    expect(found.get('cluster-issuer')).toMatchObject({
      status: 'unknown',
      remedy: expect.stringContaining('clusterissuers.cert-manager.io nobody'),
    });
  });
});
