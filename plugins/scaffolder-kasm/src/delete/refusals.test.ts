import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { descriptorConfigMap } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  kasmDeploymentSpec,
  type DeploymentDescriptor,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type {
  KasmApi,
  KasmApis,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { parse } from 'yaml';
import { clearing } from '../__testUtils__/clearingOperators';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { deleteDeploymentAction } from './deleteDeploymentAction';
import { examples } from './deleteDeploymentAction.examples';

const ROUTE = {
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  namespace: 'kasm',
  name: 'kasm',
  uid: '',
};
const DATABASE = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  namespace: 'database',
  name: 'kasm-pg',
  uid: '',
};

/** A cluster with a deployment as far as these tests look at it. */
function described(
  more: Partial<DeploymentDescriptor> = {},
  spec: object = {},
): InMemoryCluster {
  const cluster = new InMemoryCluster();
  cluster.removals.push(...clearing);
  for (const { apiVersion, kind, namespace, name } of [ROUTE, DATABASE]) {
    const labels = { [DEPLOYMENT_LABEL]: 'kasm' };
    cluster.put({ apiVersion, kind, metadata: { namespace, name, labels } });
  }
  cluster.put({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'kasm-api-deployment',
      namespace: 'kasm',
      labels: {
        'app.kubernetes.io/instance': 'kasm',
        'app.kubernetes.io/component': 'api',
      },
    },
  });
  cluster.put(
    descriptorConfigMap(
      {
        version: 1,
        state: 'active',
        delivery: 'helmchart',
        spec: kasmDeploymentSpec.parse({ ...asked, ...spec }),
        created: [ROUTE, DATABASE],
        ...more,
      },
      'kasm-portal',
    ),
  );
  return cluster;
}

const withSessions = (sessions: KasmApi['sessions']): KasmApis => ({
  api: () => ({ managesAgents: false, sessions } as KasmApi),
  reader: () => undefined,
  hostOf: () => undefined,
  close: async () => undefined,
});

function remove(
  cluster: InMemoryCluster,
  input: object = {},
  {
    kasmApis,
    ...context
  }: { kasmApis?: KasmApis } & NonNullable<
    Parameters<typeof runAction>[2]
  > = {},
) {
  return runAction(
    { cluster: 'rke2', name: 'kasm', ...input },
    { ...onCluster(cluster), kasmApis },
    { action: deleteDeploymentAction, ...context },
  );
}

describe('kasm:deployment:delete refuses, and touches nothing,', () => {
  const untouched = async (
    cluster: InMemoryCluster,
    ...rest: [object?, Parameters<typeof remove>[2]?]
  ) => {
    const before = JSON.stringify([...cluster.objects]);
    const run = await remove(cluster, ...rest);
    expect(JSON.stringify([...cluster.objects])).toBe(before);
    expect(run.error).toBeDefined();
    return run.error!;
  };

  it('while sessions run', async () => {
    const kasmApis = withSessions(async () => [
      { id: '1', status: 'running' },
      { id: '2', status: 'paused' },
    ]);
    const error = await untouched(described(), {}, { kasmApis });
    expect(error.message).toContain('2 sessions are open in Kasm');
    expect(error.message).toContain('force: true');
  });

  it('when nobody can tell whether sessions run', async () => {
    const { message } = await untouched(described());
    expect(message).toContain('has no key of Kasm');
    const silent = withSessions(async () => {
      throw new Error('rke2/kasm: get sessions was not answered');
    });
    const error = await untouched(described(), {}, { kasmApis: silent });
    expect(error.message).toContain('was not answered');
  });

  it.each([
    [{ deleteData: true }, 'confirmName: must be the name'],
    [{ deleteData: true, confirmName: 'kasn' }, 'confirmName: must be'],
    [{ deleteBackups: true }, 'deleteBackups: goes with deleteData'],
    [{ name: 'Kasm' }, 'name: must be'],
    [{ everything: true }, 'everything'],
  ])('%j', async (input, words) => {
    const error = await untouched(described(), input);
    expect(error.name).toBe('InputError');
    expect(error.message).toContain(words);
  });

  it.each([
    ['helm', 'helm uninstall'],
    ['argocd', 'Argo CD'],
    ['flux', 'Flux'],
    ['unknown', 'where it is run from'],
  ] as const)(
    'what %s runs, and says where',
    async (externalManager, words) => {
      const cluster = described({ delivery: 'external', externalManager });
      const error = await untouched(cluster, { force: true });
      expect(error.message).toContain(words);
      expect(error.message).toContain('forget: true');
    },
  );

  it('to forget what the portal runs', async () => {
    const error = await untouched(described(), { forget: true, force: true });
    expect(error.message).toContain('leave out forget');
  });

  it('a user without the permission, in a dry run too', async () => {
    for (const isDryRun of [false, true]) {
      const context = { allowed: false, isDryRun };
      const error = await untouched(described(), { force: true }, context);
      expect(error.message).toContain('kasm.deployment.delete');
    }
  });

  it('when the writer misses a right that it needs half-way', async () => {
    const cluster = described();
    cluster.denied.add('delete ingressroutes');
    const error = await untouched(cluster, { force: true });
    expect(error.message).toContain(
      'delete ingressroutes.traefik.io kasm in kasm',
    );
  });

  const everything = { force: true, deleteData: true, confirmName: 'kasm' };

  it.each([
    [
      'externalClusters',
      [{ name: 'origin', connectionParameters: { host: 'kasm-pg-rw' } }],
    ],
    [
      'externalClusters',
      [
        {
          name: 'archive',
          plugin: { parameters: { barmanObjectName: 'kasm-pg-store' } },
        },
      ],
    ],
    ['bootstrap', { recovery: { backup: { name: 'kasm-pg-first' } } }],
  ])('data that another Cluster needs (%s)', async (field, value) => {
    const cluster = described();
    cluster.put({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name: 'kasm-pg-first', namespace: 'database' },
      spec: { cluster: { name: 'kasm-pg' } },
    });
    cluster.put({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'copy', namespace: 'database' },
      spec: { [field]: value },
    });
    const error = await untouched(cluster, everything);
    expect(error.message).toContain('Cluster database/copy');
  });

  it('data that another deployment uses', async () => {
    const cluster = described();
    const config = onCluster(cluster).config;
    config.deployments.push({
      ...asked,
      name: 'second',
      database: { cluster: 'kasm-pg' },
    });
    const run = await runAction(
      { cluster: 'rke2', name: 'kasm', ...everything },
      { ...onCluster(cluster), config },
      { action: deleteDeploymentAction },
    );
    expect(run.error?.message).toContain('the deployment second uses it');
    expect(cluster.find('Cluster', 'kasm-pg', 'database')).toBeDefined();
  });

  it('a descriptor that goes beyond what the configuration allows', async () => {
    const cluster = described({}, { namespace: 'kube-system' });
    const error = await untouched(cluster, { force: true });
    expect(error.message).toContain('kube-system');
  });
});

describe('kasm:deployment:delete', () => {
  it('removes nothing outside of the namespaces of the deployment, whatever the descriptor says', async () => {
    const elsewhere = { ...ROUTE, namespace: 'payments' };
    const cluster = described({ created: [elsewhere, DATABASE] });
    const { apiVersion, kind, namespace, name } = elsewhere;
    const labels = { [DEPLOYMENT_LABEL]: 'kasm' };
    cluster.put({ apiVersion, kind, metadata: { namespace, name, labels } });
    cluster.objects.delete('Deployment/kasm/kasm-api-deployment');
    const run = await remove(cluster, { force: true });
    expect(run.error).toBeUndefined();
    expect(cluster.find('IngressRoute', 'kasm', 'payments')).toBeDefined();
  });

  it('stops at once when it is cancelled, and says what was removed', async () => {
    const cancel = new AbortController();
    const cluster = described();
    const run = await remove(
      cluster,
      { force: true },
      {
        signal: cancel.signal,
        onLine: line => {
          if (line === 'IngressRoute kasm/kasm removed') {
            cancel.abort();
          }
        },
      },
    );
    expect(run.error?.message).toBe(
      'Removing rke2/kasm was cancelled during "Route". Removed: IngressRoute kasm/kasm. Run again to go on: what is removed stays removed.',
    );
    expect(run.log.at(-1)).toBe(run.error?.message);
    expect(cluster.find('Cluster', 'kasm-pg', 'database')).toBeDefined();
  });

  it('stops watching what somebody else runs', async () => {
    const cluster = described({ delivery: 'external' });
    const run = await remove(cluster, { forget: true });
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({
      state: 'forgotten',
      removed: ['ConfigMap kasm-portal/kasm-descriptor'],
    });
    expect(cluster.find('IngressRoute', 'kasm', 'kasm')).toBeDefined();
  });

  it('says so when there is no such deployment, and refuses one of the configuration', async () => {
    const cluster = new InMemoryCluster();
    const run = await remove(cluster);
    expect(run.error).toBeUndefined();
    expect(run.outputs.state).toBe('absent');
    expect(run.log.join()).toContain('There is no deployment rke2/kasm');

    const { config } = onCluster(cluster);
    config.deployments.push({ ...asked, name: 'kasm' });
    const configured = await runAction(
      { cluster: 'rke2', name: 'kasm' },
      { ...onCluster(cluster), config },
      { action: deleteDeploymentAction },
    );
    expect(configured.error?.message).toContain('kasm.deployments');
  });

  it.each(examples)('example: $description', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('kasm:deployment:delete');
    const run = await remove(new InMemoryCluster(), step.input);
    expect(run.error).toBeUndefined();
  });
});
