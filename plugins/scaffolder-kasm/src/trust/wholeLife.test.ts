import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import {
  dyingClients,
  type CountedRequest,
} from '../__testUtils__/dyingClients';
import { runAction, type ActionRun } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';
import { kasmActions } from '../kasmActions';

const NAME = 'life';
const NAMESPACE = `test-${NAME}`;
const DATABASE = `test-${NAME}-db`;

/** Every plural of the sandbox in which something of a deployment may be written down. */
const WRITTEN = [
  'configmaps',
  'helmcharts.helm.cattle.io',
  'certificates.cert-manager.io',
  'clusters.postgresql.cnpg.io',
  'scheduledbackups.postgresql.cnpg.io',
  'backups.postgresql.cnpg.io',
  'ingressroutes.traefik.io',
  'serverstransports.traefik.io',
  'namespaces',
  'events',
];

/** What a Secret may hold that is no secret: who signs in, and certificates, which everybody is shown. */
const PUBLIC = /^(username|admin-username|tls\.crt|ca\.crt|.*-user)$/;

/**
 * One deployment from its creation to its removal, on the sandbox. The values of all its Secrets are the
 * canaries.
 */
describe('the whole life of a deployment', () => {
  jest.setTimeout(120_000);
  let target: Target & { sandbox: Sandbox };
  let folder: string;
  const runs = new Map<string, ActionRun & { requests: CountedRequest[] }>();
  const audit: unknown[] = [];
  const checkpoints: unknown[] = [];
  const canaries = new Map<string, string>();
  const seen: string[] = [];

  /** Takes down what the Secrets hold now, and all else that is stored. */
  function look() {
    const { store } = target.sandbox.clusters.rke2;
    for (const namespace of [NAMESPACE, DATABASE]) {
      for (const { metadata, data } of store.list('secrets', { namespace })) {
        for (const [key, value] of Object.entries(data ?? {})) {
          const text = Buffer.from(String(value), 'base64').toString();
          if (!PUBLIC.test(key) && text.length >= 8) {
            canaries.set(`${namespace}/${metadata.name} ${key}`, text);
          }
        }
      }
    }
    seen.push(JSON.stringify(WRITTEN.flatMap(plural => store.list(plural))));
  }

  async function run(id: string, input: object) {
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockImplementation(async event => {
      audit.push(event);
      return {
        success: async more => void audit.push(more),
        fail: async ({ error, ...more }) =>
          void audit.push(error.message, error.stack, more),
      };
    });
    const process = dyingClients(createWriterClients(target.config));
    const done = await runAction(
      { cluster: 'rke2', name: NAME, ...input },
      {
        config: target.config,
        clients: process.clients,
        auditor,
        pollInterval: 25,
      },
      {
        task: `task of ${id}`,
        workspacePath: folder,
        action: services => {
          const action = kasmActions(services).find(found => found.id === id)!;
          return {
            ...action,
            handler: ctx =>
              action.handler({
                ...ctx,
                checkpoint: async ({ key, fn }) => {
                  const value = await fn();
                  checkpoints.push([key, value]);
                  return value;
                },
              }),
          };
        },
      },
    );
    await process.clients.close();
    runs.set(id, { ...done, requests: process.requests });
    look();
    return done;
  }

  beforeAll(async () => {
    target = await sandboxTarget();
    folder = await mkdtemp(join(tmpdir(), 'kasm-life-'));
    const spec = {
      owner: 'group:default/platform-engineers',
      domain: target.domain,
      namespace: NAMESPACE,
      database: { namespace: DATABASE },
    };
    await run('kasm:deployment:plan', spec);
    await run('kasm:deployment:create', spec);
    await run('kasm:deployment:render', spec);
    await run('kasm:deployment:update', { size: 'medium' });
    await run('kasm:deployment:restart', { components: ['api'] });
    await run('kasm:deployment:delete', {
      force: true,
      deleteData: true,
      confirmName: NAME,
    });
  });
  afterAll(async () => {
    await target?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('goes well from one end to the other', () => {
    expect([...runs].map(([id, { error }]) => [id, error?.message])).toEqual(
      [...runs].map(([id]) => [id, undefined]),
    );
  });

  it('SEC-11: tells no secret to anybody', async () => {
    // both logins in both namespaces at least, the chart's tokens and the key of the certificate
    expect(canaries.size).toBeGreaterThan(8);
    const files = await readdir(folder, {
      recursive: true,
      withFileTypes: true,
    });
    const tree = await Promise.all(
      files
        .filter(file => file.isFile())
        .map(file => readFile(join(file.parentPath, file.name), 'utf8')),
    );
    expect(tree.length).toBeGreaterThan(8);
    const told = {
      logs: [...runs.values()].map(({ log }) => log),
      outputs: [...runs.values()].map(({ outputs }) => outputs),
      errors: [...runs.values()].map(({ error }) => [
        error?.message,
        error?.stack,
      ]),
      addresses: [...runs.values()].flatMap(({ requests }) =>
        requests.map(({ address }) => address),
      ),
      audit,
      checkpoints,
      tree,
      stored: seen,
    };
    for (const [where, text] of Object.entries(told)) {
      const written = JSON.stringify(text);
      const found = [...canaries].filter(([, value]) =>
        [
          value,
          Buffer.from(value).toString('base64'),
          encodeURIComponent(value),
        ]
          .map(form => JSON.stringify(form).slice(1, -1))
          .some(form => written.includes(form)),
      );
      expect({ where, found: found.map(([name]) => name) }).toEqual({
        where,
        found: [],
      });
    }
  });

  it('SEC-12: reads what Secrets hold by name, and only the database logins', () => {
    const touched = [...runs].flatMap(([id, { requests }]) =>
      requests
        .filter(({ about }) => about.startsWith('Secret'))
        .map(request => ({ id, ...request })),
    );
    expect(
      touched.filter(({ method }) => method === 'list' || method === 'watch'),
    ).toEqual([]);
    const read = touched.filter(
      ({ method, metadataOnly }) => method === 'get' && !metadataOnly,
    );
    expect(read.length).toBeGreaterThan(0);
    for (const { id, about, namespace } of read) {
      expect(`${id} reads ${about}`).toMatch(
        new RegExp(`reads Secret ${NAME}-pg-(credentials|superuser-secret)$`),
      );
      expect([NAMESPACE, DATABASE]).toContain(namespace);
    }
  });

  it('SEC-14: leaves the superuser only where the database needs it', () => {
    const removed = runs
      .get('kasm:deployment:create')!
      .requests.filter(
        ({ method, about }) =>
          method === 'delete' && about.includes('superuser'),
      );
    expect(removed.map(({ namespace }) => namespace)).toEqual([NAMESPACE]);
    // the update had Helm run once more without it
    expect(
      runs
        .get('kasm:deployment:update')!
        .requests.some(
          ({ about, writes }) => writes && about.startsWith('HelmChart'),
        ),
    ).toBe(true);
  });
});
