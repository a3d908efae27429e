import {
  createWriterClients,
  type KubeClients,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';
import { deleteDeploymentAction } from './deleteDeploymentAction';

describe('kasm:deployment:delete on the sandbox', () => {
  jest.setTimeout(60_000);
  let target: Target & { sandbox: Sandbox };

  beforeAll(async () => {
    target = await sandboxTarget();
    target.sandbox.clock.setSpeed(500);
  });
  afterAll(async () => {
    await target?.stop();
  });

  const store = () => target.sandbox.clusters.rke2.store;

  /** Who may remove namespaces, too. */
  const admin = (): KubeClients => ({
    client: () => target.admin,
    close: async () => undefined,
  });

  async function run(
    input: object,
    context: Parameters<typeof runAction>[2] = {},
    clients: KubeClients = createWriterClients(target.config),
  ) {
    try {
      return await runAction(
        { cluster: 'rke2', ...input },
        { config: target.config, clients, pollInterval: 20 },
        context,
      );
    } finally {
      await clients.close();
    }
  }

  const specOf = (name: string) => ({
    name,
    owner: 'group:default/platform-engineers',
    domain: target.domain,
    namespace: `test-${name}`,
    database: { namespace: `test-${name}-db` },
  });

  async function create(name: string, task = 'create') {
    const done = await run(specOf(name), { task });
    expect(done.error).toBeUndefined();
  }

  const remove = (
    name: string,
    input: object = {},
    context: Parameters<typeof runAction>[2] = {},
    clients?: KubeClients,
  ) =>
    run(
      { name, force: true, ...input },
      { action: deleteDeploymentAction, task: 'delete', ...context },
      clients,
    );

  /** Every object with this deployment's label, as `Kind namespace/name`. */
  const labelled = (name: string) =>
    [
      'namespaces',
      'configmaps',
      'secrets',
      'certificates.cert-manager.io',
      'clusters.postgresql.cnpg.io',
      'helmcharts.helm.cattle.io',
      'ingressroutes.traefik.io',
      'serverstransports.traefik.io',
    ]
      .flatMap(kind =>
        store().list(kind, { labels: { 'kasm-portal/deployment': name } }),
      )
      .map(
        ({ kind, metadata }) =>
          `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
      )
      .sort();

  const descriptorOf = (name: string) => {
    const map = store().get('configmaps', 'kasm-portal', `${name}-descriptor`);
    return map && JSON.parse((map as any).data['descriptor.json']);
  };

  it('keeps the database, its logins and the tokens of Kasm, and retires the name', async () => {
    await create('keeps');
    const database = () =>
      store().get('clusters.postgresql.cnpg.io', 'test-keeps-db', 'keeps-pg')
        ?.metadata.uid;
    const tokens = () =>
      store().get('secrets', 'test-keeps', 'keeps-secrets')?.data;
    const [uid, data] = [database(), tokens()];
    const before = labelled('keeps');

    const dry = await remove('keeps', {}, { isDryRun: true });
    expect(dry.error).toBeUndefined();
    expect(labelled('keeps')).toEqual(before);
    const done = await remove('keeps');
    expect(done.error).toBeUndefined();
    expect(done.outputs.removed).toEqual(dry.outputs.removed);
    expect(done.outputs.kept).toEqual(dry.outputs.kept);
    expect(done.outputs.state).toBe('retired');

    expect(labelled('keeps')).toEqual([
      'Cluster test-keeps-db/keeps-pg',
      'ConfigMap kasm-portal/keeps-descriptor',
      'Namespace /test-keeps',
      'Namespace /test-keeps-db',
      'Secret test-keeps-db/keeps-pg-credentials',
      'Secret test-keeps-db/keeps-pg-superuser-secret',
      'Secret test-keeps/keeps-pg-credentials',
    ]);
    expect(
      store().list('deployments.apps', { namespace: 'test-keeps' }),
    ).toEqual([]);
    expect([database(), tokens()]).toEqual([uid, data]);
    expect(descriptorOf('keeps')).toMatchObject({
      state: 'retired',
      initialised: true,
      retiredAt: expect.stringMatching(/^20/),
    });
    expect(done.outputs.kept).toContainEqual({
      object: 'Secret test-keeps/keeps-secrets',
      why: expect.stringContaining('which the database knows'),
      remove:
        'kubectl --context rke2 -n test-keeps delete secrets keeps-secrets',
    });
    // no value of a Secret is anywhere
    const told = JSON.stringify([
      done.log,
      done.outputs,
      descriptorOf('keeps'),
    ]);
    for (const value of Object.values(data as Record<string, string>)) {
      expect(told).not.toContain(Buffer.from(value, 'base64').toString());
      expect(told).not.toContain(value);
    }
  });

  it('says that it is done, and removes the data of what is retired when that is asked for', async () => {
    const again = await remove('keeps');
    expect(again.error).toBeUndefined();
    expect(again.outputs).toMatchObject({ state: 'retired', removed: [] });
    expect(again.log[0]).toMatch(/rke2\/keeps was removed at 20.*data is kept/);

    const data = { deleteData: true, confirmName: 'keeps' };
    const done = await remove('keeps', data, {}, admin());
    expect(done.error).toBeUndefined();
    expect(done.outputs).toMatchObject({ state: 'removed', kept: [] });
    expect(labelled('keeps')).toEqual([]);
    for (const namespace of ['test-keeps', 'test-keeps-db']) {
      expect(store().get('namespaces', undefined, namespace)).toBeUndefined();
    }
    const absent = await remove('keeps');
    expect(absent.outputs.state).toBe('absent');
  });

  it('takes a last backup and no more after that', async () => {
    const name = 'saved';
    const spec = specOf(name);
    for (const namespace of ['test-saved-db']) {
      store().create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      });
      store().create({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'bucket', namespace },
        data: { ACCESS_KEY_ID: 'aWQ=', ACCESS_SECRET_KEY: 'a2V5' },
      });
    }
    const created = await run(
      {
        ...spec,
        database: {
          ...spec.database,
          backups: {
            method: 'plugin',
            destinationPath: 's3://cnpg-backups/saved',
            endpointUrl: 'https://minio.minio.svc:9000',
            credentialsSecret: 'bucket',
          },
        },
      },
      { task: 'create' },
    );
    expect(created.error).toBeUndefined();
    const done = await remove(name);
    expect(done.error).toBeUndefined();
    const backup = store().get(
      'backups.postgresql.cnpg.io',
      'test-saved-db',
      'saved-pg-last',
    );
    expect(backup?.status.phase).toBe('completed');
    expect(
      store().get(
        'scheduledbackups.postgresql.cnpg.io',
        'test-saved-db',
        'saved-pg-daily',
      )?.spec.suspend,
    ).toBe(true);
    const log = done.log.join('\n');
    expect(log.indexOf('last backup: completed')).toBeLessThan(
      log.indexOf('HelmChart kasm-portal/saved removed'),
    );

    // the namespace of the database was there before: it stays, and the Secret in it
    const gone = await remove(
      name,
      { deleteData: true, confirmName: name, deleteBackups: true },
      {},
      admin(),
    );
    expect(gone.error).toBeUndefined();
    expect(labelled(name)).toEqual([]);
    expect(
      store().list('backups.postgresql.cnpg.io', {
        namespace: 'test-saved-db',
      }),
    ).toEqual([]);
    expect(store().get('secrets', 'test-saved-db', 'bucket')).toBeDefined();
    expect(gone.outputs.kept).toEqual([
      {
        object: expect.stringMatching(
          /^s3:\/\/cnpg-backups\/saved\/saved-pg-\d{12}$/,
        ),
        why: expect.stringContaining('no key'),
        remove: expect.stringContaining('aws s3 rm --recursive s3://'),
      },
    ]);
  });

  it('fails with what Helm left, and goes on when that is gone', async () => {
    await create('left');
    store().update('services', 'test-left', 'kasm-api', ({ metadata }) => {
      metadata.finalizers = ['example.com/held'];
    });
    const stuck = await remove('left', { deadlines: { removal: 3 } });
    expect(stuck.error?.message).toContain(
      'Helm left Service test-left/kasm-api',
    );
    expect(stuck.error?.message).toContain(
      'kubectl --context rke2 -n test-left delete services kasm-api',
    );
    expect(descriptorOf('left').state).toBe('active');

    store().update('services', 'test-left', 'kasm-api', ({ metadata }) => {
      metadata.finalizers = [];
    });
    const done = await remove('left');
    expect(done.error).toBeUndefined();
    expect(descriptorOf('left').state).toBe('retired');
  });

  it('lets what somebody else made under our names survive', async () => {
    await create('mixed');
    const [place, name] = ['test-mixed', 'mixed-skip-verify'];
    const { metadata, ...transport } = store().get(
      'serverstransports.traefik.io',
      place,
      name,
    )!;
    store().delete('serverstransports.traefik.io', place, name);
    store().create({
      ...transport,
      metadata: { namespace: place, name },
    } as never);
    const done = await remove('mixed');
    expect(done.error).toBeUndefined();
    expect(
      store().get('serverstransports.traefik.io', place, name),
    ).toBeDefined();
    expect(done.outputs.kept).toContainEqual(
      expect.objectContaining({
        object: `ServersTransport ${place}/${name}`,
        why: expect.stringContaining('was not made by the portal'),
      }),
    );
  });
});
