import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { planDeploymentAction } from '../plan/planDeploymentAction';
import { willing } from '../__testUtils__/willingOperators';

const input = { ...asked, ingress: { manageTraefikTimeouts: true } };

function clusterWith(valuesContent?: string, metadata: object = {}) {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...willing);
  cluster.put({
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: { name: 'wiki', namespace: 'wiki' },
  });
  if (valuesContent !== undefined) {
    cluster.put({
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: {
        name: 'rke2-traefik',
        namespace: 'kube-system',
        ...metadata,
      },
      spec: { valuesContent },
    });
  }
  return cluster;
}

const valuesOf = (cluster: InMemoryCluster) =>
  (cluster.find('HelmChartConfig', 'rke2-traefik', 'kube-system')?.spec as any)
    ?.valuesContent;

describe('manageTraefikTimeouts', () => {
  it('raises the timeout, keeps the rest, and says who shares it', async () => {
    const cluster = clusterWith('# ours\nlogs:\n  general:\n    level: INFO\n');
    const run = await runAction(input, onCluster(cluster));
    expect(run.error).toBeUndefined();
    expect(valuesOf(cluster)).toContain('# ours');
    expect(valuesOf(cluster)).toContain('level: INFO');
    expect(valuesOf(cluster)).toContain('readTimeout: 1800s');
    expect(run.log.join('\n')).toContain('1 other IngressRoutes');
    // it belongs to the platform: removing the deployment leaves it
    const map = cluster.find('ConfigMap', 'kasm-descriptor', 'kasm-portal');
    expect(JSON.stringify(map)).not.toContain('HelmChartConfig');
  });

  it('makes the configuration where there is none', async () => {
    const cluster = clusterWith();
    const run = await runAction(input, onCluster(cluster));
    expect(run.error).toBeUndefined();
    expect(valuesOf(cluster)).toContain('1800s');
  });

  it('never lowers one', async () => {
    const values =
      'ports:\n  websecure:\n    transport:\n      respondingTimeouts:\n        readTimeout: 3600s\n';
    const cluster = clusterWith(values);
    const run = await runAction(input, onCluster(cluster));
    expect(run.error).toBeUndefined();
    expect(valuesOf(cluster)).toBe(values);
  });

  it('stores nothing in a dry run', async () => {
    const cluster = clusterWith('logs: {}\n');
    const run = await runAction(input, onCluster(cluster), { isDryRun: true });
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain('would be changed');
    expect(valuesOf(cluster)).toBe('logs: {}\n');
  });

  it('is in the plan, with the field', async () => {
    const cluster = clusterWith('logs: {}\n');
    const run = await runAction(input, onCluster(cluster), {
      action: planDeploymentAction,
    });
    expect(run.outputs.plan).toContainEqual(
      expect.objectContaining({
        action: 'change',
        kind: 'HelmChartConfig',
        fields: [
          expect.objectContaining({
            path: expect.stringContaining('spec.valuesContent:ports'),
          }),
        ],
      }),
    );
    expect(valuesOf(cluster)).toBe('logs: {}\n');
  });

  it('leaves what Rancher owns, and says who has to change it', async () => {
    const cluster = clusterWith('logs: {}\n', {
      managedFields: [{ manager: 'rancher' }],
    });
    const run = await runAction(input, onCluster(cluster));
    expect(run.error?.message).toContain('Rancher owns it');
    expect(run.error?.message).toContain('Nothing was changed');
    expect(valuesOf(cluster)).toBe('logs: {}\n');
  });

  it('needs a permission of its own', async () => {
    const cluster = clusterWith('logs: {}\n');
    const run = await runAction(input, {
      ...onCluster(cluster),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result:
              permission.name === 'kasm.traefik.update'
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
      }),
    });
    expect(run.error?.name).toBe('NotAllowedError');
    expect(run.error?.message).toContain('kasm.traefik.update');
    expect(valuesOf(cluster)).toBe('logs: {}\n');
  });
});
