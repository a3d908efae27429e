import { mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { startSandbox, type Sandbox } from 'sandbox';
import { parse } from 'yaml';
import {
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(60_000);

const FILE = resolve(__dirname, '../../../../app-config.production.yaml');

/** The configuration as Backstage reads it: what is in the environment in its place. */
async function production(environment: Record<string, string> = {}) {
  const text = await readFile(FILE, 'utf8');
  return parse(
    text.replace(/\$\{(\w+)\}/g, (_, name) => environment[name] ?? 'x'),
  );
}

describe('SEC-39: app-config.production.yaml', () => {
  let directory: string;
  let sandbox: Sandbox;
  let portal: Portal;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kasm-production-'));
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    const file = join(directory, 'kubeconfig');
    await writeFile(file, sandbox.kubeconfig);
    const { kasm } = await production({
      KASM_DOMAIN: sandbox.domain,
      KASM_READER_KUBECONFIG: file,
      KASM_WRITER_KUBECONFIG: file,
    });
    portal = await startPortal({ kasm });
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('turns nothing of the demonstration on', async () => {
    const {
      auth,
      backend,
      permission,
      kasm,
      sandbox: page,
    } = await production();

    expect(permission).toEqual({ enabled: true });
    // No provider, so neither guests nor the demonstration's two people.
    expect(auth).toEqual({ environment: 'production' });
    expect(page).toBeUndefined();
    expect(kasm.allowSandboxTokens).toBeUndefined();
    expect(kasm.kasmApis).toBeUndefined();
    expect(Object.keys(backend)).toEqual(['baseUrl', 'listen', 'database']);
  });

  it('sends no token of the sandbox, though a kubeconfig has them, and says why', async () => {
    const { body } = await eventually(
      () => portal.get('/v1/deployments'),
      answer => answer.body.clusters.rke2?.state === 'unauthenticated',
    );
    expect(body.items).toEqual([]);
    expect(body.clusters.rke2.reason).toMatch(
      /token of .* is one of the sandbox's.*kasm\.allowSandboxTokens/,
    );
    const clusters = await portal.get('/v1/clusters');
    expect(clusters.body.items.map(({ reachable }: any) => reachable)).toEqual([
      false,
      false,
    ]);
  });
});
