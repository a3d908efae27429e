import { DESCRIPTOR_KEY } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { parse } from 'yaml';
import { recordingClients } from '../__testUtils__/recordingClients';
import { runAction } from '../__testUtils__/runAction';
import { seededTarget, type SeededTarget } from '../__testUtils__/seededTarget';
import { updateDeploymentAction } from './updateDeploymentAction';
import { examples } from './updateDeploymentAction.examples';

const asked = { cluster: 'rke2', name: 'workspaces' };

describe('kasm:deployment:update', () => {
  jest.setTimeout(120_000);
  let target: SeededTarget;

  beforeAll(async () => {
    target = await seededTarget();
  });
  afterAll(async () => {
    await target?.stop();
  });

  async function update(
    input: object,
    context: Parameters<typeof runAction>[2] = {},
  ) {
    const { clients, sent } = recordingClients(target.clients);
    const run = await runAction(
      { ...asked, ...input },
      { config: target.config, clients, pollInterval: 20 },
      { action: updateDeploymentAction, ...context },
    );
    return { ...run, sent };
  }

  const read = (resource: KubeResource, name: string, namespace: string) =>
    target.admin.get<any>(resource, name, { namespace });
  const database = () =>
    read(resources.databaseClusters, 'kasm-pg', 'database');
  const chart = () => read(resources.helmCharts, 'kasm', 'kasm-portal');
  async function descriptor() {
    const map = await read(
      resources.configMaps,
      'workspaces-descriptor',
      'kasm-portal',
    );
    return JSON.parse(map.data[DESCRIPTOR_KEY]);
  }

  it('shows the plan, changes nothing, and names the plan', async () => {
    const { error, outputs, log, sent } = await update({
      size: 'medium',
      planOnly: true,
    });
    expect(error).toBeUndefined();
    expect(sent).toEqual([]);
    expect(outputs.changes).toEqual([
      { path: 'size', before: 'small', after: 'medium' },
    ]);
    expect(outputs.planHash).toMatch(/^[0-9a-f]{16}$/);
    expect(log.join('\n')).toContain(
      'spec.valuesContent:deploymentSize: small becomes medium',
    );
    expect(log.at(-1)).toContain('Nothing was changed');
  });

  it('changes the size, and remembers what it was', async () => {
    const { outputs } = await update({ size: 'medium', planOnly: true });
    const other = await update({
      size: 'large',
      expectedPlan: outputs.planHash,
    });
    expect(other.error?.message).toContain('look at it again');
    expect(other.sent).toEqual([]);

    const {
      error,
      log,
      sent,
      outputs: done,
    } = await update({
      size: 'medium',
      expectedPlan: outputs.planHash,
    });
    expect(error).toBeUndefined();
    expect(JSON.parse((await chart()).spec.valuesContent)).toMatchObject({
      deploymentSize: 'medium',
      dbManagement: { initialize: false },
    });
    expect((await database()).spec.resources.requests.memory).toBe('2Gi');
    expect(await descriptor()).toMatchObject({
      state: 'active',
      spec: { size: 'medium' },
      previous: { size: 'small' },
    });
    // Secrets were there before; an update does not look at them
    expect(
      (await descriptor()).created.filter(
        ({ kind, uid }: any) => kind !== 'Secret' && !uid,
      ),
    ).toEqual([]);
    // the way back is kept first, and what it has become is said last
    const kinds = sent.map(({ resource }) => resource.kind);
    expect([kinds[0], kinds.at(-1)]).toEqual(['ConfigMap', 'ConfigMap']);
    expect(done).toMatchObject({
      ref: 'rke2/workspaces',
      changed: outputs.changed,
    });
    expect(log.at(-1)).toBe('rke2/workspaces is updated');
  });

  it('asked for the same again, writes nothing and says so', async () => {
    const { error, log, sent, outputs } = await update({ size: 'medium' });
    expect(error).toBeUndefined();
    expect(sent).toEqual([]);
    expect(outputs.changed).toBe(0);
    expect(log.at(-1)).toContain('nothing to change');
  });

  it.each(examples)('$description: the example works', async ({ example }) => {
    const [{ input, action }] = parse(example).steps;
    expect(action).toBe('kasm:deployment:update');
    // nothing may be stored here; a plan reads and refuses as the whole does
    const { error } = await update({ ...input, planOnly: true });
    expect(error).toBeUndefined();
  });

  it('stores nothing in a dry run', async () => {
    const { error, sent, log } = await update(
      { size: 'large' },
      { isDryRun: true },
    );
    expect(error).toBeUndefined();
    expect(sent).toEqual([]);
    expect(log.join('\n')).toContain('medium becomes large');
  });

  it('goes back once, and says when there is nothing to go back to', async () => {
    const { error } = await update({ undo: true });
    expect(error).toBeUndefined();
    const { spec, previous } = await descriptor();
    expect(spec.size).toBe('small');
    expect(previous).toBeUndefined();
    expect(JSON.parse((await chart()).spec.valuesContent).deploymentSize).toBe(
      'small',
    );

    const again = await update({ undo: true });
    expect(again.error?.message).toContain('no values before to go back to');
    expect(again.sent).toEqual([]);
  });

  it('grows the volumes, and never lets them shrink', async () => {
    const { error } = await update({ database: { storageSize: '30Gi' } });
    expect(error).toBeUndefined();
    expect((await database()).spec.storage.size).toBe('30Gi');

    const less = await update({ database: { storageSize: '25Gi' } });
    expect(less.error?.message).toMatch(
      /database.storageSize cannot shrink to 25Gi: .*30Gi already/,
    );
    expect(less.sent).toEqual([]);

    const back = await update({ undo: true });
    expect(back.error).toBeUndefined();
    expect((await descriptor()).spec.database.storageSize).toBe('30Gi');
  });

  it('knows of a volume that somebody else has grown', async () => {
    await target.admin.mergePatch(
      resources.persistentVolumeClaims,
      'kasm-pg-1',
      { spec: { resources: { requests: { storage: '60Gi' } } } },
      { namespace: 'database' },
    );
    const { error } = await update({ database: { storageSize: '50Gi' } });
    expect(error?.message).toContain('volume kasm-pg-1 has 60Gi already');
  });

  it('takes instances away and brings them back', async () => {
    const one = await update({ database: { instances: 1 } });
    expect(one.error).toBeUndefined();
    expect(one.log.join('\n')).toContain('no disruption budget');
    const alone = await database();
    expect(alone.spec.enablePDB).toBe(false);
    expect(alone.status.readyInstances).toBe(1);

    const three = await update({ database: { instances: 3 } });
    expect(three.error).toBeUndefined();
    const all = await database();
    expect(all.spec.enablePDB).toBe(true);
    expect(all.status.readyInstances).toBe(3);
  });

  it('removes the transport when the backend becomes plain http', async () => {
    const transport = () =>
      read(resources.serversTransports, 'kasm-skip-verify', 'kasm');
    const { error, log, sent } = await update({ ingress: { backend: 'http' } });
    expect(error).toBeUndefined();
    await expect(transport()).rejects.toMatchObject({ kind: 'notFound' });
    expect(log.join('\n')).toContain(
      'ServersTransport kasm/kasm-skip-verify removed',
    );
    expect(sent.findIndex(({ verb }) => verb === 'delete')).toBeGreaterThan(
      sent.findIndex(({ resource }) => resource.kind === 'IngressRoute'),
    );
    const kindsOf = (created: any[]) => created.map(({ kind }) => kind);
    expect(kindsOf((await descriptor()).created)).not.toContain(
      'ServersTransport',
    );

    const back = await update({ ingress: { backend: 'https' } });
    expect(back.error).toBeUndefined();
    expect((await transport()).spec).toEqual({ insecureSkipVerify: true });
    expect((await descriptor()).created).toContainEqual(
      expect.objectContaining({
        kind: 'ServersTransport',
        task: 'mock-task-id',
      }),
    );
  });

  it('has the backend verified', async () => {
    const { error } = await update({ ingress: { verifyBackend: true } });
    expect(error).toBeUndefined();
    const { spec } = await read(
      resources.serversTransports,
      'kasm-skip-verify',
      'kasm',
    );
    expect(spec).toEqual({
      serverName: `kasm.${target.sandbox.domain}`,
      rootCAs: [{ secret: expect.stringMatching(/-tls$/) }],
    });
  });

  it('lets nothing be cut off while network policies go', async () => {
    const on = await update({ networkPolicies: true });
    expect(on.error).toBeUndefined();
    const off = await update({ networkPolicies: false });
    expect(off.error).toBeUndefined();
    const removed = off.sent.filter(({ verb }) => verb === 'delete');
    expect(removed.length).toBeGreaterThan(1);
    expect(removed[0].name).toBe('kasm-default-deny');
    expect(
      (await descriptor()).created.map(({ kind }: any) => kind),
    ).not.toContain('NetworkPolicy');
  });

  it('gives a deployment to an own group only', async () => {
    const { error, sent } = await update({ owner: 'group:default/others' });
    expect(error?.message).toContain(
      'you do not belong to group:default/others',
    );
    expect(sent).toEqual([]);
  });

  it('changes what only the descriptor knows without touching Kasm', async () => {
    const { error, sent } = await update({ title: 'Desktops' });
    expect(error).toBeUndefined();
    expect(new Set(sent.map(({ resource }) => resource.kind))).toEqual(
      new Set(['ConfigMap']),
    );
    expect((await descriptor()).spec.title).toBe('Desktops');
  });

  describe('the chart', () => {
    /** As an earlier version of the portal applied it. */
    const setVersion = async (version: string) => {
      const { apiVersion, kind, metadata, spec } = await chart();
      const { name, namespace, labels } = metadata;
      const { driver: _, ...applied } = spec;
      await target.admin.apply(resources.helmCharts, {
        apiVersion,
        kind,
        metadata: { name, namespace, labels },
        spec: { ...applied, version },
      });
    };
    const version = async (older: string) => {
      const before = await read(
        resources.jobs,
        'helm-install-kasm',
        'kasm-portal',
      );
      await setVersion(older);
      for (;;) {
        const job = await read(
          resources.jobs,
          'helm-install-kasm',
          'kasm-portal',
        ).catch(() => undefined);
        if (
          job &&
          job.metadata.uid !== before.metadata.uid &&
          job.status?.succeeded
        ) {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    };

    it('is upgraded after a backup', async () => {
      await version('1.1181.0');
      const { error, log, sent } = await update({});
      expect(error).toBeUndefined();
      expect(log.join('\n')).toContain('Chart 1.1181.0 becomes 1.1181.1');
      const kinds = sent.map(({ resource }) => resource.kind);
      expect(kinds.indexOf('Backup')).toBeGreaterThanOrEqual(0);
      expect(kinds.indexOf('Backup')).toBeLessThan(kinds.indexOf('HelmChart'));
      expect(log).toContain('backup: completed');
      expect((await chart()).spec.version).toBe('1.1181.1');
    });

    it('is never downgraded', async () => {
      await setVersion('1.1182.0');
      const { error, sent } = await update({ size: 'large' });
      expect(error?.message).toContain('never downgraded');
      expect(sent).toEqual([]);
      await setVersion('1.1181.1');
    });

    it('is not upgraded without a backup, unless told to', async () => {
      const off = await update({ database: { backups: { method: 'none' } } });
      expect(off.error).toBeUndefined();
      await expect(
        read(resources.scheduledBackups, 'kasm-pg-daily', 'database'),
      ).rejects.toMatchObject({ kind: 'notFound' });
      await version('1.1181.0');
      const refused = await update({});
      expect(refused.error?.message).toContain('withoutBackup: true');
      expect(refused.sent).toEqual([]);
      const told = await update({ withoutBackup: true });
      expect(told.error).toBeUndefined();
      expect((await chart()).spec.version).toBe('1.1181.1');
    });
  });

  it.each([
    [{ namespace: 'kasm-2' }, 'namespace'],
    [{ database: { namespace: 'kasm' } }, 'database.namespace'],
    [{ database: { initialiseAs: 'owner' } }, 'it matters once'],
    [{ kasmVersion: '1.19.0' }, 'PostgreSQL goes from 14 to 16'],
    [{ domain: 'other.org' }, 'other.org'],
    [{ name: 'renamed' }, 'There is no deployment rke2/renamed'],
    [{ cluster: 'elsewhere' }, 'rke2, harvester'],
    [{ size: 'huge', database: { instances: 0 } }, 'database.instances'],
    [{ sise: 'large' }, 'sise'],
    [{ undo: true, size: 'large' }, 'give no others beside it (size)'],
  ])('refuses %j, having written nothing', async (input, message) => {
    const { error, sent } = await update(input);
    expect(error?.message).toContain(message);
    expect(error?.stack).toBe(`${error?.name}: ${error?.message}`);
    expect(sent).toEqual([]);
  });

  it('needs kasm.deployment.update for the deployment', async () => {
    const { error, sent } = await update({ size: 'large' }, { allowed: false });
    expect(error?.message).toContain(
      'kasm.deployment.update is not given to you for rke2/workspaces',
    );
    expect(sent).toEqual([]);
  });
});
