import { createMockDirectory } from '@backstage/backend-test-utils';
import type { CredentialRules } from './Credential';
import { openKubernetesClient } from './kubernetesClient';
import { loadCredential } from './loadCredential';

const SECRET = 'hunter2';

const rules: CredentialRules = {
  owner: 'the reader of cluster rke2',
  allowExec: false,
  allowSandboxTokens: false,
  production: true,
};

/** A kubeconfig with one context; JSON is YAML. */
function kubeconfig(user: object, cluster: object = {}) {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'reader',
    contexts: [
      { name: 'reader', context: { cluster: 'rke2', user: 'reader' } },
      { name: 'stranger', context: { cluster: 'rke2', user: 'stranger' } },
      { name: 'nobody', context: { cluster: 'rke2' } },
    ],
    clusters: [
      {
        name: 'rke2',
        cluster: {
          server: 'https://rke2.example.com:6443/',
          'certificate-authority-data': Buffer.from('CA').toString('base64'),
          ...cluster,
        },
      },
    ],
    users: [
      { name: 'reader', user },
      { name: 'stranger', user: { 'token-file': '/does/not/exist' } },
    ],
  });
}

describe('loadCredential', () => {
  const folder = createMockDirectory();
  const environment = { ...process.env };

  // The first time, jest has to transform all of client-node.
  beforeAll(() => void openKubernetesClient(), 120_000);

  afterEach(() => {
    process.env = { ...environment };
  });

  const load = (content: string, change: object = {}, context?: string) => {
    folder.setContent({
      cluster: {
        config: content,
        token: `${SECRET}-from-file\n`,
        'ca.crt': 'CA-FILE',
        'client.crt': 'CERT',
        'client.key': 'KEY',
      },
      outside: SECRET,
    });
    const file = folder.resolve('cluster/config');
    return loadCredential(
      { form: 'kubeconfig', file, context },
      { ...rules, ...change },
    );
  };

  const refusal = async (loading: Promise<unknown>): Promise<string> => {
    const error = await loading.then(
      () => undefined,
      thrown => thrown,
    );
    expect(error?.name).toBe('AuthenticationError');
    expect(error.message).toContain('the reader of cluster rke2');
    expect(error.message).not.toContain(SECRET);
    return error.message;
  };

  describe('from a kubeconfig', () => {
    it('takes server, CA and token', async () => {
      expect(await load(kubeconfig({ token: SECRET }))).toMatchObject({
        server: 'https://rke2.example.com:6443',
        tls: { ca: 'CA' },
        headers: { authorization: `Bearer ${SECRET}` },
      });
    });

    it('takes a client certificate and a CA from files beside it', async () => {
      const credential = await load(
        kubeconfig(
          { 'client-certificate': 'client.crt', 'client-key': './client.key' },
          { 'certificate-authority': 'ca.crt' },
        ),
      );
      expect(credential.tls).toMatchObject({
        ca: 'CA-FILE',
        cert: 'CERT',
        key: 'KEY',
      });
    });

    it('reads tokenFile, which client-node ignores, and prefers it as kubectl does', async () => {
      const credential = await load(
        kubeconfig({ tokenFile: 'token', token: 'old' }),
      );
      expect(credential.headers.authorization).toBe(
        `Bearer ${SECRET}-from-file`,
      );
    });

    it('refuses a tokenFile that is missing', async () => {
      expect(await refusal(load(kubeconfig({ tokenFile: 'absent' })))).toMatch(
        /token file .* does not exist; correct the path/,
      );
    });

    it('does not open the files of other contexts', async () => {
      expect(await load(kubeconfig({ token: SECRET }))).toBeDefined();
    });

    it('can run programs only when allowed', async () => {
      const exec = {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: [
          '-e',
          'console.log(JSON.stringify({apiVersion:"client.authentication.k8s.io/v1",kind:"ExecCredential",status:{token:"by-program"}}))',
        ],
      };
      const content = kubeconfig({ exec });
      expect(await refusal(load(content))).toMatch(/runs a program \(exec\)/);
      expect(await load(content, { allowExec: true })).toMatchObject({
        headers: { authorization: 'Bearer by-program' },
      });
    });

    it.each<[string, object, object, RegExp]>([
      [
        'auth-provider',
        { 'auth-provider': { name: 'oidc' } },
        {},
        /runs a program/,
      ],
      [
        'a file outside its folder',
        { tokenFile: '../outside' },
        {},
        /outside its own folder in tokenFile/,
      ],
      [
        'an absolute path elsewhere',
        { tokenFile: '/etc/passwd' },
        {},
        /outside its own folder/,
      ],
      [
        'a key outside its folder',
        { 'client-key': '../outside' },
        {},
        /client-key/,
      ],
      [
        'a CA outside its folder',
        { token: SECRET },
        { 'certificate-authority': '../outside' },
        /certificate-authority/,
      ],
      [
        'insecure-skip-tls-verify in production',
        { token: SECRET },
        { 'insecure-skip-tls-verify': true },
        /refused in production/,
      ],
      [
        'a proxy',
        { token: SECRET },
        { 'proxy-url': 'http://proxy' },
        /proxy-url/,
      ],
      [
        'plain http',
        { token: SECRET },
        { server: 'http://rke2.example.com' },
        /must begin with https/,
      ],
      ['nothing to show', {}, {}, /neither a token nor a client certificate/],
      ['misspelt token-file', { 'token-file': 'token' }, {}, /use tokenFile/],
    ])('refuses %s', async (_, user, cluster, message) => {
      expect(await refusal(load(kubeconfig(user, cluster)))).toMatch(message);
    });

    it('accepts insecure-skip-tls-verify outside production', async () => {
      const content = kubeconfig(
        { token: SECRET },
        { 'insecure-skip-tls-verify': true },
      );
      const credential = await load(content, { production: false });
      expect(credential.tls.rejectUnauthorized).toBe(false);
    });

    it('names the contexts that there are', async () => {
      const content = kubeconfig({ token: SECRET });
      expect(await refusal(load(content, {}, 'wrong'))).toContain(
        'has no context "wrong"; use one of: reader, stranger, nobody',
      );
      expect(await refusal(load(content, {}, 'nobody'))).toContain(
        'has no user for the context "nobody"',
      );
    });

    it.each([
      ['not YAML', `{ users: "${SECRET}`, /is not YAML/],
      ['no kubeconfig', `[${SECRET}]`, /is malformed/],
      ['empty', ' ', /is empty/],
    ])('refuses a file that is %s', async (_, content, message) => {
      expect(await refusal(load(content))).toMatch(message);
    });
  });

  describe('named directly', () => {
    it('reads the files anew every time', async () => {
      folder.setContent({ token: 'one\n', 'ca.crt': 'CA' });
      const config = {
        form: 'direct' as const,
        server: 'https://rke2.example.com/',
        caFile: folder.resolve('ca.crt'),
        tokenFile: folder.resolve('token'),
      };
      expect(await loadCredential(config, rules)).toEqual({
        server: 'https://rke2.example.com',
        tls: { ca: 'CA' },
        headers: { authorization: 'Bearer one' },
      });
      folder.addContent({ token: 'two' });
      expect(await loadCredential(config, rules)).toMatchObject({
        headers: { authorization: 'Bearer two' },
      });
    });

    it('refuses the tokens of the sandbox unless they are allowed', async () => {
      const config = {
        form: 'direct' as const,
        server: 'https://127.0.0.1:7443',
        token: 'sandbox-reader',
      };
      expect(await refusal(loadCredential(config, rules))).toMatch(
        /one of the sandbox's.*kasm\.allowSandboxTokens/,
      );
      expect(
        await loadCredential(config, { ...rules, allowSandboxTokens: true }),
      ).toBeDefined();
    });
  });

  it('says when it does not run in a cluster', async () => {
    delete process.env.KUBERNETES_SERVICE_HOST;
    expect(await refusal(loadCredential({ form: 'inCluster' }, rules))).toMatch(
      /does not run in a Kubernetes pod/,
    );
  });
});
