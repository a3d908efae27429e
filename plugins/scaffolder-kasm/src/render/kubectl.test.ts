import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { asked, configWith } from '../__testUtils__/inMemory';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget } from '../__testUtils__/targets';
import { renderDeploymentAction } from './renderDeploymentAction';

/**
 * The rendered tree as the real kubectl takes it: kustomized, and sent to the sandbox and, where
 * KASM_REAL_KUBECONFIG names its kubeconfig, to a real API server (see create/realApiServer.test.ts).
 */
const run = promisify(execFile);
const clients = createWriterClients(configWith());

/** Words that YAML 1.1, which kubectl reads, takes for booleans, numbers, dates or nothing. */
const AMBIGUOUS = {
  y: 'y',
  no: 'on',
  'On.x': 'NULL',
  '012': '0o7',
  '0x1F': '1_000',
  '1e3': '0b1',
  '2026-11-22': 'true',
  null: '1.0',
};

const VARIANTS: Array<[string, object]> = [
  ['the platform', {}],
  [
    'backups to a bucket and NetworkPolicies',
    {
      networkPolicies: true,
      nodeSelector: AMBIGUOUS,
      database: {
        backups: {
          method: 'plugin',
          destinationPath: 's3://backups/kasm',
          endpointUrl: 'https://minio.example.com:9000',
          credentialsSecret: 'backup-credentials',
        },
      },
    },
  ],
  [
    'Kasm 1.19, initialised by the owner, verified backend',
    {
      kasmVersion: '1.19.0',
      database: { initialiseAs: 'owner', antiAffinity: 'required' },
      ingress: { verifyBackend: true },
    },
  ],
];

/** The operator's webhook refuses it where there are no VolumeSnapshots, as in the sandbox. */
const SNAPSHOTS: [string, object] = [
  'snapshots',
  {
    database: {
      backups: { method: 'snapshot', snapshotClass: 'harvester-snapshot' },
    },
  },
];

const GATEWAY_AND_STORE = {
  secrets: {
    mode: 'externalSecrets',
    store: { name: 'vault' },
    credentialsPath: 'kasm/database',
    superuserPath: 'kasm/superuser',
  },
  ingress: {
    kind: 'httpRoute',
    gateway: { name: 'public', namespace: 'gateways' },
  },
};

describe('kubectl', () => {
  jest.setTimeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kasm-kubectl-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(() => clients.close());

  async function tree(input: object): Promise<string> {
    const { error, outputs } = await runAction(
      { ...asked, ...input },
      { config: configWith(), clients },
      { workspacePath: folder, action: renderDeploymentAction },
    );
    expect(error).toBeUndefined();
    return join(folder, outputs.folder);
  }

  async function kubectl(...words: string[]): Promise<string> {
    const { stdout } = await run('kubectl', words, {
      env: { PATH: process.env.PATH, HOME: folder },
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  }

  it.each([
    ...VARIANTS,
    SNAPSHOTS,
    ['a Gateway and a secret store', GATEWAY_AND_STORE] as [string, object],
  ])('kustomizes to the objects that were rendered: %s', async (_, input) => {
    const path = await tree(input);
    const { resources: files } = parse(
      await readFile(join(path, 'kustomization.yaml'), 'utf8'),
    );
    const rendered = await Promise.all(
      files.map(async (file: string) =>
        parseAllDocuments(await readFile(join(path, file), 'utf8')).map(
          document => document.toJS(),
        ),
      ),
    );
    const known = (object: any) =>
      `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`;
    const byName = (objects: any[]) =>
      Object.fromEntries(objects.map(object => [known(object), object]));
    const kustomized = parseAllDocuments(await kubectl('kustomize', path));
    expect(byName(kustomized.map(document => document.toJS()))).toEqual(
      byName(rendered.flat()),
    );
    // every value that somebody chose is still a string after kubectl's own reading
    const selector = kasmDeploymentSpec.parse({
      ...asked,
      ...input,
    }).nodeSelector;
    const values = await readFile(join(path, 'kasm-values.yaml'), 'utf8');
    await writeFile(
      join(path, 'probe.yaml'),
      `apiVersion: v1\nkind: Pod\nmetadata: {name: probe}\nspec:\n  ${values
        .split('\n')
        .join('\n  ')}`,
    );
    await writeFile(
      join(path, 'kustomization.yaml'),
      'resources: [probe.yaml]\n',
    );
    const [probe] = parseAllDocuments(await kubectl('kustomize', path));
    expect(probe.toJS().spec.nodeSelector).toEqual(selector);
  });

  const servers: Array<[string, () => Promise<Server>, typeof VARIANTS]> = [
    ['the sandbox', sandboxServer, VARIANTS],
  ];
  if (process.env.KASM_REAL_KUBECONFIG) {
    servers.push(['a real API server', realServer, [...VARIANTS, SNAPSHOTS]]);
  }

  describe.each(servers)('against %s', (_, start, variants) => {
    let server: Server;
    let config: string;
    let place: string;

    beforeAll(async () => {
      server = await start();
      place = await mkdtemp(join(tmpdir(), 'kasm-kubeconfig-'));
      config = join(place, 'kubeconfig');
      await writeFile(config, server.kubeconfig, { mode: 0o600 });
    });
    afterAll(async () => {
      await server?.stop();
      await rm(place, { recursive: true, force: true });
    });

    const at = (...words: string[]) =>
      kubectl('--kubeconfig', config, ...words);

    it.each(variants)('applies in a dry run: %s', async (__, input) => {
      const path = await tree({ ...input, domain: server.domain });
      for (const name of ['kasm', 'database', 'kasm-portal']) {
        await at('create', 'namespace', name).catch(error => {
          if (!/AlreadyExists/.test(error.stderr)) throw error;
        });
      }
      const said = await at('apply', '-k', path, '--dry-run=server');
      const lines = said.trim().split('\n');
      expect(lines.length).toBeGreaterThan(6);
      for (const line of lines) {
        expect(line).toMatch(
          / (created|configured|unchanged) \(server dry run\)$/,
        );
      }
    });
  });
});

interface Server {
  kubeconfig: string;
  domain: string;
  stop(): Promise<void>;
}

async function sandboxServer(): Promise<Server> {
  const { sandbox, stop } = await sandboxTarget();
  return { kubeconfig: sandbox.kubeconfig, domain: 'example.com', stop };
}

async function realServer(): Promise<Server> {
  return {
    kubeconfig: await readFile(process.env.KASM_REAL_KUBECONFIG!, 'utf8'),
    domain: 'example.com',
    stop: async () => undefined,
  };
}
