import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { join } from 'node:path';
import { rowsOf, useKubectl } from './kubectl/useKubectl';

/**
 * The commands of the platform document's Verification and Troubleshooting, as written, by the real
 * kubectl and curl. Where curl is not installed the same question is asked by Node.
 */
const hasCurl =
  spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;

const kubectl = useKubectl();
const { shell } = kubectl;

/** The rows that a `kubectl get` prints, by column. */
const rows = async (command: string) => rowsOf(await shell(command));

async function statusLine(host: string): Promise<string> {
  const { ca, kasmPort } = kubectl.sandbox;
  const url = `https://${host}:${kasmPort}`;
  if (hasCurl) {
    const headers = await shell(
      `curl -sI --cacert ca.crt --resolve ${host}:${kasmPort}:127.0.0.1 ${url}/`,
    );
    return headers.split('\n')[0].trim();
  }
  const session = connectHttp2(url, {
    ca,
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

describe("the seed's Verification", () => {
  it('all pods running', async () => {
    const pods = await rows('kubectl -n kasm get pods');
    expect(pods.length).toBeGreaterThanOrEqual(6);
    for (const pod of pods) {
      expect(pod).toMatchObject({ STATUS: 'Running', READY: '1/1' });
    }
  });

  it('CNPG cluster healthy', async () => {
    const [cluster, ...others] = await rows(
      'kubectl -n database get cluster kasm-pg',
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
    const certificates = await rows('kubectl -n kasm get certificate');
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
    const password = await shell(
      "kubectl -n kasm get secret kasm-secrets -o jsonpath='{.data.admin-password}' | base64 -d",
    );
    expect(password).toMatch(/^[A-Za-z0-9]{16,}$/);
  });
});

describe("the seed's Troubleshooting", () => {
  it('the CNPG operator is installed', async () => {
    const pods = await rows('kubectl get pods -n cnpg-system');
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
    );
    expect(secrets).toHaveLength(1);
    expect(secrets[0].NAME).toBe('kasm-pg-superuser-secret');
  });

  it("the manager's log speaks of the database", async () => {
    const name = 'kasm-manager-default-deployment';
    const lines = await shell(
      `kubectl -n kasm logs deployment/${name} | grep -i database`,
    );
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
    writeFileSync(
      join(kubectl.directory, 'manifest.yaml'),
      JSON.stringify(manifest), // JSON is YAML
    );
    expect(await shell('kubectl apply -f manifest.yaml')).toMatch(
      /^helmchartconfig\.helm\.cattle\.io\/rke2-traefik (created|configured|unchanged)/,
    );
    expect(
      await shell(
        'kubectl -n kube-system get helmchartconfig rke2-traefik -o jsonpath={.spec.valuesContent}',
      ),
    ).toBe(manifest.spec.valuesContent);
  });
});
