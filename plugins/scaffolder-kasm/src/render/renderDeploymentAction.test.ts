import { mockServices } from '@backstage/backend-test-utils';
import {
  createWriterClients,
  readKasmConfig,
} from '@kasm-portal/backstage-plugin-kasm-node';
import {
  mkdtemp,
  mkdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asked } from '../__testUtils__/inMemory';
import { runAction } from '../__testUtils__/runAction';
import { renderDeploymentAction } from './renderDeploymentAction';
import { examples } from './renderDeploymentAction.examples';

/** As an adopter has it who delivers by GitOps: nobody may write to the cluster. */
const config = readKasmConfig(
  mockServices.rootConfig({
    data: {
      kasm: {
        clusters: [
          {
            name: 'rke2',
            roles: ['controlPlane'],
            namespaces: ['kasm', 'database'],
            domains: ['example.com'],
            systemNamespace: 'portal',
            images: { registry: 'mirror.example.com' },
            reader: { server: 'https://127.0.0.1:1', token: 'token' },
          },
        ],
      },
    },
  }),
)!;

const plugin = {
  database: {
    backups: {
      method: 'plugin',
      destinationPath: 's3://backups/kasm',
      credentialsSecret: 'backup-credentials',
    },
  },
};

describe('kasm:deployment:render', () => {
  let workspacePath: string;
  const clients = createWriterClients(config);

  beforeEach(async () => {
    workspacePath = await mkdtemp(join(tmpdir(), 'kasm-render-'));
  });
  afterEach(async () => {
    await rm(workspacePath, { recursive: true, force: true });
  });
  afterAll(() => clients.close());

  const render = (
    input: object,
    context: Parameters<typeof runAction>[2] = {},
    now = '2026-11-22T13:00:00Z',
  ) =>
    runAction(
      { ...asked, ...input },
      { config, clients, now: () => new Date(now) },
      { workspacePath, action: renderDeploymentAction, ...context },
    );
  const file = (path: string) => readFile(join(workspacePath, path), 'utf8');
  const parsed = async (path: string) => parse(await file(path));

  it('writes the tree without any writer (SEC-05)', async () => {
    expect(() => clients.client('rke2')).toThrow('may not change anything');
    const run = await render({});
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({
      ref: 'rke2/kasm',
      folder: 'services/kasm',
      descriptor: { state: 'active', delivery: 'external' },
    });
    for (const path of run.outputs.files) {
      expect((await file(path)).length).toBeGreaterThan(0);
    }
    expect(run.log.at(-1)).toBe(
      'rke2/kasm: 13 files in services/kasm. Start with docs/index.md there; no password is in any of them',
    );
  });

  it('takes namespaces and registries from the configuration', async () => {
    await render({});
    const chart = await parsed('services/kasm/helmchart.yaml');
    expect(chart.metadata.namespace).toBe('portal');
    expect(JSON.parse(chart.spec.valuesContent).components.api.image).toEqual({
      repository: 'mirror.example.com/kasmweb/api',
      tag: '1.18.1',
    });
    expect(await parsed('services/kasm/kasm-values.yaml')).toEqual(
      JSON.parse(chart.spec.valuesContent),
    );
  });

  it('says what to know before applying', async () => {
    const run = await render({});
    expect(run.log).toEqual(
      expect.arrayContaining([
        'PostgreSQL 14, which Kasm 1.18.1 needs, is past its end of life (2026-11-12): it gets no more fixes',
        'The database is not backed up',
      ]),
    );
    expect(run.outputs.warnings).toContain('The database is not backed up');
  });

  it('goes into a folder, and keeps the archive that a database has', async () => {
    const input = { ...plugin, targetPath: 'clusters/rke2' };
    const first = await render(input);
    const path = 'clusters/rke2/services/kasm/postgres/kasm-pg-cluster.yaml';
    const serverName = async () =>
      (await parsed(path)).spec.plugins[0].parameters.serverName;
    expect(first.outputs.files).toContain(path);
    expect(await serverName()).toBe('kasm-pg-202611221300');

    await render(input, {}, '2026-12-24T18:00:00Z');
    expect(await serverName()).toBe('kasm-pg-202611221300');
  });

  it('does not guess where a descriptor that cannot be read has its backups', async () => {
    await mkdir(join(workspacePath, 'services/kasm'), { recursive: true });
    await writeFile(
      join(workspacePath, 'services/kasm/descriptor.yaml'),
      'data: {descriptor.json: "{}"}',
    );
    const run = await render(plugin);
    expect(run.error?.message).toContain(
      'services/kasm/descriptor.yaml is there already',
    );
    expect(run.outputs).toEqual({});
  });

  it.each(['..', '../elsewhere', '/etc', 'a/../../b', 'linked'])(
    'does not leave the task’s folder for %s',
    async targetPath => {
      await symlink('/tmp', join(workspacePath, 'linked'));
      const run = await render({ targetPath });
      expect(run.error?.message).toContain("is outside the task's folder");
    },
  );

  it('refuses what the configuration does not allow, and whom it does not know', async () => {
    expect(
      (await render({ namespace: 'kube-system' })).error?.message,
    ).toContain('namespace: kube-system is not one that cluster rke2 allows');
    expect((await render({}, { allowed: false })).error?.message).toContain(
      'kasm.deployment.create',
    );
    expect((await render({ surprise: 1 })).error?.message).toContain(
      'surprise',
    );
    expect(
      (await render({ owner: 'group:default/strangers' })).error?.message,
    ).toContain('you do not belong to group:default/strangers');
    const aborted = AbortSignal.abort();
    expect((await render({}, { signal: aborted })).error?.name).toBe(
      'AbortError',
    );
  });

  it.each(examples)('$description: runs', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('kasm:deployment:render');
    const run = await render(step.input, { isDryRun: true });
    expect(run.error).toBeUndefined();
    expect(run.outputs.files.length).toBeGreaterThan(10);
  });
});
