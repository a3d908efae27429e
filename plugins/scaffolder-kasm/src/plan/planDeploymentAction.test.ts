import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import { KubeError } from '@kasm-portal/backstage-plugin-kasm-node';
import { parse } from 'yaml';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { recordingClients } from '../__testUtils__/recordingClients';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget } from '../__testUtils__/targets';
import { willing } from '../__testUtils__/willingOperators';
import { planDeploymentAction } from './planDeploymentAction';
import { examples } from './planDeploymentAction.examples';

function willingCluster() {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...willing);
  return cluster;
}

const plan = (cluster: InMemoryCluster, input: object = asked, context = {}) =>
  runAction(input, onCluster(cluster), {
    ...context,
    action: planDeploymentAction,
  });

const actionsOf = (run: { outputs: Record<string, any> }) =>
  Object.fromEntries(
    run.outputs.plan.map((entry: any) => [
      [entry.kind, entry.namespace, entry.name].filter(Boolean).join(' '),
      entry.action,
    ]),
  );

describe('kasm:deployment:plan', () => {
  it.each(examples)('$description: runs', async ({ example }) => {
    const [step] = parse(example).steps;
    const run = await plan(willingCluster(), step.input);
    expect(run.error).toBeUndefined();
    expect(run.outputs.counts.create).toBeGreaterThan(8);
  });

  it('lists every object of a new deployment and stores none', async () => {
    const cluster = willingCluster();
    const before = new Set(cluster.objects.keys());
    const run = await plan(cluster);
    expect(run.error).toBeUndefined();
    expect(new Set(cluster.objects.keys())).toEqual(before);
    expect(actionsOf(run)).toMatchObject({
      'Namespace kasm-portal': 'create',
      'Namespace kasm': 'create',
      'ConfigMap kasm-portal kasm-descriptor': 'create',
      'Secret database kasm-pg-credentials': 'create',
      'Secret kasm kasm-pg-credentials': 'create',
      'Certificate kasm kasm-example-com-tls': 'create',
      'Cluster database kasm-pg': 'create',
      'HelmChart kasm-portal kasm': 'create',
      'IngressRoute kasm kasm': 'create',
    });
    expect(run.log.join('\n')).toContain('create     Cluster database/kasm-pg');
    expect(run.log.at(-1)).toContain('Nothing was changed');
  });

  it('finds nothing to do after the deployment was created, and names the same plan', async () => {
    const cluster = willingCluster();
    const first = await plan(cluster);
    await runAction(asked, onCluster(cluster));
    const second = await plan(cluster);
    expect(second.outputs.counts).toMatchObject({
      create: 0,
      change: 0,
      remove: 0,
    });
    expect(second.outputs.hash).toBe(first.outputs.hash);
  });

  it('names a field that somebody changed, with both values', async () => {
    const cluster = willingCluster();
    await runAction(asked, onCluster(cluster));
    const certificate = cluster.find(
      'Certificate',
      'kasm-example-com-tls',
      'kasm',
    )!;
    cluster.put({
      ...certificate,
      spec: { ...(certificate.spec as object), duration: '24h' },
    });
    const run = await plan(cluster);
    expect(
      run.outputs.plan.filter((entry: any) => entry.action === 'change'),
    ).toMatchObject([
      {
        kind: 'Certificate',
        fields: [{ path: 'spec.duration', before: '24h', after: '720h' }],
      },
    ]);
    expect(run.log.join('\n')).toContain('spec.duration: 24h becomes 720h');
  });

  it('stops at an object that is not ours', async () => {
    const cluster = willingCluster();
    cluster.put({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: { name: 'kasm', namespace: 'kasm' },
    });
    const run = await plan(cluster);
    expect(run.error?.message).toContain(
      'IngressRoute kasm/kasm exists in cluster rke2 and was not made by the portal',
    );
  });

  it('names who else manages a field', async () => {
    const cluster = willingCluster();
    cluster.failures.set(
      'apply Certificate',
      new KubeError('conflict', 'rke2: argocd owns .spec.dnsNames'),
    );
    const run = await plan(cluster);
    expect(run.error?.name).toBe('ConflictError');
    expect(run.error?.message).toContain('argocd owns .spec.dnsNames');
  });

  it('refuses who may not create', async () => {
    const run = await plan(willingCluster(), asked, { allowed: false });
    expect(run.error?.name).toBe('NotAllowedError');
  });

  it('tells no value of a Secret, and stores nothing on an API server', async () => {
    const target = await sandboxTarget();
    const { clients, sent } = recordingClients(
      createWriterClients(target.config),
    );
    const run = await runAction(
      { ...asked, name: 'test-plan', domain: target.domain },
      { config: target.config, clients },
      { action: planDeploymentAction },
    );
    await clients.close();
    await target.stop();
    expect(run.error).toBeUndefined();
    expect(sent).toEqual([]);
    expect(run.outputs.counts.create).toBeGreaterThan(8);
    expect(JSON.stringify(run)).not.toMatch(/"(password|data)":/);
  }, 30_000);
});
