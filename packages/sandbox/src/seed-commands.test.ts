import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from './Sandbox';
import { startSandbox } from './startSandbox';

/**
 * The commands of the platform document's Verification and Troubleshooting, as written, by the real
 * kubectl and curl. Where one of them is not installed the same question is asked over HTTP, and the
 * answer has to be the same.
 */

const has = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const hasKubectl = has('kubectl', 'version', '--client');
const hasCurl = has('curl', '--version');

const COMMAND_DEADLINE = 60_000;
jest.setTimeout(180_000);

let sandbox: Sandbox;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'seed-commands-'));
  sandbox = await startSandbox({
    ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
  });
  writeFileSync(join(directory, 'kubeconfig'), sandbox.kubeconfig, {
    mode: 0o600,
  });
  writeFileSync(join(directory, 'ca.crt'), sandbox.ca);
});

afterAll(async () => {
  await sandbox?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Runs one command line; rejects with what it printed when it fails. */
function shell(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      'bash',
      ['-o', 'pipefail', '-c', line],
      {
        timeout: COMMAND_DEADLINE,
        env: {
          PATH: process.env.PATH,
          // kubectl keeps what it discovered below HOME; another run's must not be believed.
          HOME: directory,
          KUBECONFIG: join(directory, 'kubeconfig'),
        },
      },
      (error, stdout, stderr) =>
        error
          ? reject(new Error(`${line}\n${stdout}${stderr}${error.message}`))
          : resolve(stdout),
    );
  });
}

/** Asks the API of rke2 as kubectl would. */
function api(
  path: string,
  options: {
    method?: string;
    accept?: string;
    type?: string;
    body?: string;
  } = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${sandbox.clusters.rke2.url}${path}`,
      {
        method: options.method ?? 'GET',
        ca: sandbox.ca,
        agent: false,
        headers: {
          authorization: 'Bearer sandbox-admin',
          accept: options.accept ?? 'application/json',
          ...(options.type ? { 'content-type': options.type } : {}),
        },
      },
      async response => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode ?? 0, body });
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

type Row = Record<string, string>;

/** The rows that a `kubectl get` prints, by column. */
async function rows(command: string, path: string): Promise<Row[]> {
  if (hasKubectl) return printedRows(await shell(command));
  const { body } = await api(path, {
    accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
  });
  const table = JSON.parse(body);
  return table.rows.map((row: { cells: unknown[] }) =>
    Object.fromEntries(
      row.cells.map((cell, index) => [
        String(table.columnDefinitions[index].name).toUpperCase(),
        String(cell),
      ]),
    ),
  );
}

function printedRows(printed: string): Row[] {
  const [header, ...lines] = printed.trimEnd().split('\n');
  const columns = [...header.matchAll(/\S+(?: \S+)*/g)].map(match => ({
    name: match[0],
    start: match.index,
  }));
  return lines.map(line =>
    Object.fromEntries(
      columns.map(({ name, start }, index) => [
        name,
        line.slice(start, columns[index + 1]?.start).trim(),
      ]),
    ),
  );
}

async function statusLine(host: string): Promise<string> {
  const url = `https://${host}:${sandbox.kasmPort}`;
  if (hasCurl) {
    const headers = await shell(
      `curl -sI --cacert ${directory}/ca.crt --resolve ${host}:${sandbox.kasmPort}:127.0.0.1 ${url}/`,
    );
    return headers.split('\n')[0].trim();
  }
  const session = connectHttp2(url, {
    ca: sandbox.ca,
    lookup: (_name, _options, done) =>
      done(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  try {
    return await new Promise((resolve, reject) => {
      session.on('error', reject);
      session
        .request({ ':method': 'HEAD', ':path': '/' })
        .on('error', reject)
        .on('response', headers => resolve(`HTTP/2 ${headers[':status']}`));
    });
  } finally {
    session.destroy();
  }
}

/** Says what `kubectl apply` says. */
async function apply(manifest: any, path: string): Promise<string> {
  if (hasKubectl) {
    const file = join(directory, 'manifest.yaml');
    // JSON is YAML.
    writeFileSync(file, JSON.stringify(manifest));
    return shell(`kubectl apply -f ${file}`);
  }
  const { status } = await api(`${path}?fieldManager=test&force=true`, {
    method: 'PATCH',
    type: 'application/apply-patch+yaml',
    body: JSON.stringify(manifest),
  });
  const done = { 200: 'configured', 201: 'created' }[status] ?? `${status}`;
  return `helmchartconfig.helm.cattle.io/${manifest.metadata.name} ${done}`;
}

describe("the seed's Verification", () => {
  it('all pods running', async () => {
    const pods = await rows(
      'kubectl -n kasm get pods',
      '/api/v1/namespaces/kasm/pods',
    );
    expect(pods.length).toBeGreaterThanOrEqual(6);
    for (const pod of pods) {
      expect(pod).toMatchObject({ STATUS: 'Running', READY: '1/1' });
    }
  });

  it('CNPG cluster healthy', async () => {
    const [cluster, ...others] = await rows(
      'kubectl -n database get cluster kasm-pg',
      '/apis/postgresql.cnpg.io/v1/namespaces/database/clusters/kasm-pg',
    );
    expect(others).toEqual([]);
    expect(cluster).toMatchObject({
      NAME: 'kasm-pg',
      INSTANCES: '3',
      READY: '3',
      STATUS: 'Cluster in healthy state',
    });
  });

  it('TLS certificate issued', async () => {
    const certificates = await rows(
      'kubectl -n kasm get certificate',
      '/apis/cert-manager.io/v1/namespaces/kasm/certificates',
    );
    expect(certificates).toHaveLength(1);
    expect(certificates[0]).toMatchObject({
      READY: 'True',
      SECRET: 'kasm-sandbox-localhost-tls',
    });
  });

  it('external access answers HTTP/2 200', async () => {
    expect(await statusLine('kasm.sandbox.localhost')).toBe('HTTP/2 200');
  });

  it('admin credentials', async () => {
    const password = hasKubectl
      ? await shell(
          "kubectl -n kasm get secret kasm-secrets -o jsonpath='{.data.admin-password}' | base64 -d",
        )
      : Buffer.from(
          JSON.parse(
            (await api('/api/v1/namespaces/kasm/secrets/kasm-secrets')).body,
          ).data['admin-password'],
          'base64',
        ).toString();
    expect(password).toMatch(/^[A-Za-z0-9]{16,}$/);
  });
});

describe("the seed's Troubleshooting", () => {
  it('the CNPG operator is installed', async () => {
    const pods = await rows(
      'kubectl get pods -n cnpg-system',
      '/api/v1/namespaces/cnpg-system/pods',
    );
    expect(pods.map(pod => pod.NAME)).toContainEqual(
      expect.stringMatching(/^cnpg-controller-manager-/),
    );
    for (const pod of pods) {
      expect(pod).toMatchObject({ READY: '1/1', STATUS: 'Running' });
    }
  });

  it('the database superuser secret exists', async () => {
    const secrets = await rows(
      'kubectl -n database get secret kasm-pg-superuser-secret',
      '/api/v1/namespaces/database/secrets/kasm-pg-superuser-secret',
    );
    expect(secrets).toHaveLength(1);
    expect(secrets[0].NAME).toBe('kasm-pg-superuser-secret');
  });

  it("the manager's log speaks of the database", async () => {
    const name = 'kasm-manager-default-deployment';
    let lines: string;
    if (hasKubectl) {
      lines = await shell(
        `kubectl -n kasm logs deployment/${name} | grep -i database`,
      );
    } else {
      const { body } = await api(
        '/api/v1/namespaces/kasm/pods?labelSelector=app.kubernetes.io%2Fname%3Dkasm-manager-default',
      );
      const pod = JSON.parse(body).items[0].metadata.name;
      lines = (await api(`/api/v1/namespaces/kasm/pods/${pod}/log`)).body;
    }
    expect(lines).toMatch(/database/i);
  });

  it('the Traefik timeout can be applied', async () => {
    const manifest = {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'rke2-traefik', namespace: 'kube-system' },
      spec: {
        valuesContent: [
          'additionalArguments:',
          '  - "--entryPoints.web.transport.respondingTimeouts.readTimeout=1800s"',
          '  - "--entryPoints.websecure.transport.respondingTimeouts.readTimeout=1800s"',
          '',
        ].join('\n'),
      },
    };
    const path =
      '/apis/helm.cattle.io/v1/namespaces/kube-system/helmchartconfigs/rke2-traefik';
    expect(await apply(manifest, path)).toMatch(
      /^helmchartconfig\.helm\.cattle\.io\/rke2-traefik (created|configured|unchanged)/,
    );
    expect(JSON.parse((await api(path)).body).spec.valuesContent).toBe(
      manifest.spec.valuesContent,
    );
  });
});
