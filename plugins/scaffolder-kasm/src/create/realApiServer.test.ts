import {
  createWriterClients,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { recordingClients, type Sent } from '../__testUtils__/recordingClients';
import { runAction } from '../__testUtils__/runAction';
import {
  realTarget,
  sandboxTarget,
  type Target,
} from '../__testUtils__/targets';
import { planDeploymentAction } from '../plan/planDeploymentAction';

/**
 * One suite over two control planes: the sandbox always, and a real API server where
 * KASM_REAL_KUBECONFIG names its kubeconfig (`bash shared/kube/start.sh <folder> <port>` prints it).
 */
const real = process.env.KASM_REAL_KUBECONFIG;
const TARGETS: Array<[string, () => Promise<Target>]> = [
  ['the sandbox', sandboxTarget],
  ...(real
    ? [
        ['a real API server', () => realTarget(real)] as [
          string,
          () => Promise<Target>,
        ],
      ]
    : []),
];

/** Names of their own for every run, so that a server may be used again. */
const suffix = Date.now().toString(36);

describe.each(TARGETS)('kasm:deployment:create on %s', (_, start) => {
  jest.setTimeout(60_000);
  let target: Target;

  beforeAll(async () => {
    target = await start();
  });
  afterAll(async () => {
    await target?.stop();
  });

  function inputFor(name: string, more: object = {}) {
    return {
      cluster: 'rke2',
      name: `${name}-${suffix}`,
      owner: 'group:default/platform-engineers',
      domain: target.domain,
      namespace: `test-${name}-${suffix}`,
      database: { namespace: `test-${name}-db-${suffix}` },
      ...more,
    };
  }

  async function create(input: object) {
    const { clients, sent } = recordingClients(
      createWriterClients(target.config),
    );
    const operators = target.operate(input);
    try {
      const run = await runAction(input, {
        config: target.config,
        clients,
        ...(target.probe && { probe: target.probe }),
      });
      return { ...run, sent };
    } finally {
      await operators.stop();
      await clients.close();
    }
  }

  async function runPlan(input: object) {
    const clients = createWriterClients(target.config);
    const run = await runAction(
      input,
      { config: target.config, clients },
      { action: planDeploymentAction },
    );
    await clients.close();
    return run;
  }

  async function stored({ resource, name, namespace }: Sent) {
    return target.admin.get<KubeObject>(resource, name, { namespace });
  }

  it('stores everything as it was sent, and a second run changes nothing', async () => {
    const input = inputFor('whole');
    const first = await create(input);
    expect(first.error).toBeUndefined();
    expect(first.log).toEqual(
      expect.arrayContaining([
        'database: 3 of 3 instances ready',
        'control plane: 6 of 6 components ready',
      ]),
    );

    // the last of what was sent for each object, without what was deleted again
    const kept = new Map(
      first.sent.map(item => [
        `${item.resource.plural}/${item.namespace}/${item.name}`,
        item,
      ]),
    );
    const objects = [...kept.values()].filter(({ verb }) => verb !== 'delete');
    expect(objects.map(({ resource }) => resource.kind)).toEqual(
      expect.arrayContaining([
        'ConfigMap',
        'Secret',
        'Certificate',
        'Cluster',
        'HelmChart',
        'ServersTransport',
        'IngressRoute',
      ]),
    );
    for (const item of objects) {
      expect(await stored(item)).toMatchObject(item.object!);
    }

    const versions = async () =>
      Promise.all(
        objects.map(async item => {
          const { metadata } = await stored(item);
          return [item.name, metadata.resourceVersion];
        }),
      );
    const before = await versions();
    const second = await create(input);
    expect(second.error).toBeUndefined();
    expect(second.sent).toEqual([]);
    expect(await versions()).toEqual(before);

    const plan = await runPlan(input);
    expect(plan.error).toBeUndefined();
    expect(
      plan.outputs.plan.filter(({ action }: any) => action !== 'unchanged'),
    ).toEqual([]);
    expect(await versions()).toEqual(before);
  });

  it('takes the superuser and the initialisation away again', async () => {
    const input = inputFor('safe');
    const run = await create(input);
    expect(run.error).toBeUndefined();
    const namespace = input.namespace;
    const secret = `safe-${suffix}-pg-superuser-secret`;
    await expect(
      target.admin.get(resources.secrets, secret, { namespace }),
    ).rejects.toMatchObject({ kind: 'notFound' });
    const chart = await target.admin.get(resources.helmCharts, input.name, {
      namespace: 'kasm-portal',
    });
    const values = JSON.parse((chart.spec as any).valuesContent);
    expect(values.dbManagement).toEqual({ initialize: false });
    expect(values.database.postgresMasterUser).toEqual({});
  });

  it('never overwrites a Secret that exists, and never tells its value', async () => {
    const input = inputFor('kept');
    const namespace = input.database.namespace;
    const name = `kept-${suffix}-pg-credentials`;
    await target.admin.create(resources.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    const canary = 'CanaryOfSomebodyElse';
    const mine = await target.admin.create(resources.secrets, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: 'kubernetes.io/basic-auth',
      data: { username: btoa('kasmapp'), password: btoa(canary) },
    });
    const run = await create(input);
    expect(run.error).toBeUndefined();

    const after = await target.admin.get(resources.secrets, name, {
      namespace,
    });
    expect(after.metadata.resourceVersion).toBe(mine.metadata.resourceVersion);
    const copy = await target.admin.get(resources.secrets, name, {
      namespace: input.namespace,
    });
    expect(copy.data).toEqual(after.data);

    const made = run.sent
      .filter(
        ({ verb, resource }) => verb === 'create' && resource.kind === 'Secret',
      )
      .map(({ object }) => atob((object!.data as any).password));
    expect(made.length).toBeGreaterThan(0);
    const told = JSON.stringify([run.log, run.outputs]);
    for (const password of [canary, ...made]) {
      expect(told).not.toContain(password);
      expect(told).not.toContain(btoa(password));
    }
    const others = run.sent.filter(
      ({ resource }) => resource.kind !== 'Secret',
    );
    expect(JSON.stringify(others)).not.toContain(canary);
  });

  it('says in a dry run what it would do, and stores nothing', async () => {
    const input = inputFor('dry');
    const { clients, sent } = recordingClients(
      createWriterClients(target.config),
    );
    const run = await runAction(
      input,
      { config: target.config, clients },
      { isDryRun: true },
    );
    await clients.close();
    expect(run.error).toBeUndefined();
    expect(sent).toEqual([]);
    expect(run.log.join('\n')).toContain(
      `Namespace ${input.namespace} would be created`,
    );
    expect(run.log.join('\n')).toContain(
      `HelmChart kasm-portal/${input.name} would be created`,
    );
    await expect(
      target.admin.get(resources.namespaces, input.namespace),
    ).rejects.toMatchObject({ kind: 'notFound' });
  });

  it('leaves what belongs to somebody else, and names it', async () => {
    const input = inputFor('taken');
    const { namespace } = input.database;
    await target.admin.create(resources.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    const cluster = await target.admin.create(resources.databaseClusters, {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: `taken-${suffix}-pg`, namespace },
      spec: { instances: 1, storage: { size: '1Gi' } },
    });
    const run = await create(input);
    expect(run.error?.message).toContain(
      `a database ${namespace}/taken-${suffix}-pg is already there`,
    );
    expect(run.error?.message).toContain('Nothing was changed');
    expect(run.sent).toEqual([]);
    expect(
      (
        await target.admin.get(
          resources.databaseClusters,
          `taken-${suffix}-pg`,
          { namespace },
        )
      ).spec,
    ).toEqual(cluster.spec);
  });
});
