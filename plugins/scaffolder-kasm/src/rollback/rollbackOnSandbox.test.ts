import { type KubeClients } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';
import { rollbackDeploymentAction } from './rollbackDeploymentAction';

const KINDS = [
  'namespaces',
  'configmaps',
  'secrets',
  'certificates.cert-manager.io',
  'clusters.postgresql.cnpg.io',
  'helmcharts.helm.cattle.io',
  'ingressroutes.traefik.io',
  'serverstransports.traefik.io',
];

describe('kasm:deployment:rollback on the sandbox', () => {
  jest.setTimeout(60_000);
  let target: Target & { sandbox: Sandbox };
  /** Who may remove namespaces, too. */
  let clients: KubeClients;

  beforeAll(async () => {
    target = await sandboxTarget();
    target.sandbox.clock.setSpeed(500);
    clients = {
      client: () => target.admin,
      close: async () => undefined,
    };
  });
  afterAll(async () => {
    await target?.stop();
  });

  const store = () => target.sandbox.clusters.rke2.store;
  const options = () => ({ config: target.config, clients, pollInterval: 20 });

  const specOf = (name: string) => ({
    cluster: 'rke2',
    name,
    owner: 'group:default/platform-engineers',
    domain: target.domain,
    namespace: `test-${name}`,
    database: { namespace: `test-${name}-db` },
  });

  /** Runs create until it says this, and then cancels it. */
  async function createUntil(name: string, line: string, task: string) {
    const cancel = new AbortController();
    const run = await runAction(specOf(name), options(), {
      task,
      signal: cancel.signal,
      onLine: said => {
        if (said.includes(line)) {
          cancel.abort();
        }
      },
    });
    expect(run.error?.message).toContain('was cancelled');
  }

  async function create(name: string, task: string) {
    const run = await runAction(specOf(name), options(), { task });
    expect(run.error).toBeUndefined();
  }

  const rollback = (
    name: string,
    task: string,
    input: object = {},
    context: Parameters<typeof runAction>[2] = {},
  ) =>
    runAction({ cluster: 'rke2', name, ...input }, options(), {
      action: rollbackDeploymentAction,
      task,
      ...context,
    });

  /** Everything of a deployment, as `Kind namespace/name`, with uid and version. */
  const labelled = (name: string) =>
    new Map(
      KINDS.flatMap(kind =>
        store().list(kind, { labels: { 'kasm-portal/deployment': name } }),
      ).map(({ kind, metadata }) => [
        `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
        `${metadata.uid} ${metadata.generation ?? ''}`,
      ]),
    );
  const namesOf = (name: string) => [...labelled(name).keys()].sort();

  it('removes what the task made, and leaves the deployment beside it alone', async () => {
    await create('beside', 'task-0');
    const beside = labelled('beside');
    await createUntil('whole', 'components ready', 'task-1');
    expect(namesOf('whole')).toContain('HelmChart kasm-portal/whole');

    const dry = await rollback(
      'whole',
      'task-1',
      { deleteData: true },
      { isDryRun: true },
    );
    expect(dry.error).toBeUndefined();
    expect(dry.outputs.removed).toContain('Cluster test-whole-db/whole-pg');
    expect(namesOf('whole')).toContain('Cluster test-whole-db/whole-pg');

    const run = await rollback('whole', 'task-1', { deleteData: true });
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({ state: 'removed', kept: [] });
    expect(run.log.at(-1)).toBe('Nothing is left of rke2/whole');
    expect(namesOf('whole')).toEqual([]);
    expect(store().list('secrets', { namespace: 'test-whole' })).toEqual([]);
    expect(
      store().list('persistentvolumeclaims', { namespace: 'test-whole-db' }),
    ).toEqual([]);
    // what the dry run told is what went
    expect(dry.outputs.removed).toEqual(
      expect.arrayContaining(
        run.outputs.removed.filter((name: string) => !name.includes('Secret')),
      ),
    );
    expect(labelled('beside')).toEqual(beside);
  });

  it('keeps the database without deleteData, and the same values create it again', async () => {
    await createUntil('again', 'Step 8', 'task-1');
    const secrets = () =>
      ['test-again', 'test-again-db']
        .flatMap(namespace => store().list('secrets', { namespace }))
        .filter(({ metadata }) =>
          /credentials|again-secrets/.test(metadata.name),
        )
        .map(({ metadata, data }) => [metadata.namespace, metadata.name, data]);
    const before = secrets();
    expect(before).toHaveLength(3);

    const run = await rollback('again', 'task-1');
    expect(run.error).toBeUndefined();
    expect(run.outputs.state).toBe('creating');
    expect(namesOf('again')).toEqual([
      'Cluster test-again-db/again-pg',
      'ConfigMap kasm-portal/again-descriptor',
      'Namespace /test-again',
      'Namespace /test-again-db',
      'Secret test-again-db/again-pg-credentials',
      'Secret test-again-db/again-pg-superuser-secret',
      'Secret test-again/again-pg-credentials',
    ]);
    expect(secrets()).toEqual(before);

    await create('again', 'task-2');
    expect(secrets()).toEqual(before);
    // it was filled the first time
    expect(
      JSON.parse(
        store().get('helmcharts.helm.cattle.io', 'kasm-portal', 'again')!.spec
          .valuesContent,
      ).dbManagement,
    ).toEqual({ initialize: false });
  });

  it('of two tasks undoes one', async () => {
    await createUntil('two', 'Secret test-two-db/two-pg-credentials', 'task-1');
    const first = namesOf('two');
    await createUntil('two', 'Cluster test-two-db/two-pg created', 'task-2');
    expect(namesOf('two')).toContain('Cluster test-two-db/two-pg');

    const run = await rollback('two', 'task-2', { deleteData: true });
    expect(run.error).toBeUndefined();
    expect(run.outputs.state).toBe('creating');
    expect(namesOf('two')).toEqual(first);
    const third = await rollback('two', 'task-3', { deleteData: true });
    expect(third.log).toEqual([
      'Nothing to undo: task task-3 made nothing of rke2/two',
    ]);
    await rollback('two', 'task-1');
    expect(namesOf('two')).toEqual([]);
  });

  it('lets what somebody else made under our names survive', async () => {
    await create('mixed', 'task-1');
    const [place, name] = ['test-mixed', 'mixed-skip-verify'];
    const { metadata, ...transport } = store().get(
      'serverstransports.traefik.io',
      place,
      name,
    )!;
    store().delete('serverstransports.traefik.io', place, name);
    // even with our label it is another
    store().create({
      ...transport,
      metadata: { namespace: place, name, labels: metadata.labels },
    } as never);

    const run = await rollback('mixed', 'task-1', {
      deleteData: true,
      deadlines: { removal: 2 },
    });
    expect(run.error).toBeUndefined();
    expect(
      store().get('serverstransports.traefik.io', place, name),
    ).toBeDefined();
    expect(run.outputs.kept).toEqual(
      expect.arrayContaining([
        {
          object: `ServersTransport ${place}/${name}`,
          why: expect.stringContaining('made it again'),
          remove: `kubectl --context rke2 -n ${place} delete serverstransports.traefik.io ${name}`,
        },
        expect.objectContaining({ object: 'Namespace test-mixed' }),
      ]),
    );
    expect(namesOf('mixed')).not.toContain('Cluster test-mixed-db/mixed-pg');
  });

  it('has nothing to do when the create was refused', async () => {
    const run = await rollback('never', 'task-1');
    expect(run.error).toBeUndefined();
    expect(run.outputs).toEqual({
      ref: 'rke2/never',
      state: 'absent',
      removed: [],
      kept: [],
    });
    expect(run.log.join()).toContain('Nothing to undo');
  });

  it('undoes nothing of a deployment that this task did not make', async () => {
    const before = labelled('beside');
    const run = await rollback('beside', 'task-9', { deleteData: true });
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({ state: 'active', removed: [] });
    expect(labelled('beside')).toEqual(before);
  });

  it('asks for another permission to undo another task', async () => {
    const denied = await rollback(
      'beside',
      'task-9',
      { task: 'task-0' },
      { allowed: false },
    );
    expect(denied.error?.name).toBe('NotAllowedError');
    const data = await rollback('beside', 'task-9', {
      task: 'task-0',
      deleteData: true,
    });
    expect(data.error?.message).toContain('deleteData: goes only with');
  });
});
