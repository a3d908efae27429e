import { mockServices } from '@backstage/backend-test-utils';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { configWith } from '../__testUtils__/inMemory';
import { runAction } from '../__testUtils__/runAction';
import { verifyDeploymentAction } from './verifyDeploymentAction';
import { examples } from './verifyDeploymentAction.examples';

const asked = { cluster: 'rke2', name: 'workspaces' };

type Result = 'pass' | 'fail' | 'unknown';

function documentWith(
  result: Result,
  more: Partial<StatusDocument> = {},
): Partial<StatusDocument> {
  return {
    deployment: {
      ref: 'rke2/workspaces',
      url: 'https://kasm.example.com/',
      names: {
        namespace: 'kasm',
        databaseNamespace: 'database',
        databaseCluster: 'kasm-pg',
      },
    } as StatusDocument['deployment'],
    health: result === 'pass' ? 'healthy' : 'degraded',
    summary: 'One sentence.',
    checks: [
      {
        id: 'pods-running',
        result: 'pass',
        evidence: '6 of 6 pods are ready.',
      },
      {
        id: 'database-healthy',
        result,
        evidence: '2 of 3 instances are ready.',
      },
    ],
    findings:
      result === 'fail'
        ? [
            {
              id: 'database-degraded',
              severity: 'error',
              title: 'The database lacks an instance',
              evidence: ['kasm-pg-2 is not ready'],
              remedy: [],
              runbook: 'troubleshooting/#database-degraded',
            },
          ]
        : [],
    ...more,
  };
}

describe('kasm:deployment:verify', () => {
  jest.setTimeout(30_000);
  let server: Server;
  /** Answers in their order; the last one is repeated. */
  let answers: Array<{ status: number; body: object }>;
  let asks: Array<{ url?: string; token?: string; etag?: string }>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asks.push({
        url: request.url,
        token: request.headers.authorization,
        etag: request.headers['if-none-match'],
      });
      const answer = answers.length > 1 ? answers.shift()! : answers[0];
      const etag = JSON.stringify(JSON.stringify(answer.body).length);
      const same = request.headers['if-none-match'] === etag;
      response.writeHead(same ? 304 : answer.status, {
        'content-type': 'application/json',
        ...(answer.status === 200 && { etag }),
      });
      response.end(same ? undefined : JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  beforeEach(() => {
    asks = [];
  });

  const ok = (body: object) => ({ status: 200, body });
  const refusal = (status: number, code: string, message: string) => ({
    status,
    body: { error: { name: 'Error', code, message } },
  });

  function verify(
    input: object,
    context: Parameters<typeof runAction>[2] = {},
  ) {
    const { port } = server.address() as AddressInfo;
    return runAction(
      input,
      {
        config: configWith(),
        clients: {
          client: () => {
            throw new Error('no cluster is asked');
          },
          close: async () => undefined,
        },
        discovery: mockServices.discovery.mock({
          getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        }),
        pollInterval: 10,
      },
      { action: verifyDeploymentAction, ...context },
    );
  }

  it.each(examples)('$description: the example works', async ({ example }) => {
    answers = [ok(documentWith('pass'))];
    const [{ input, action }] = parse(example).steps;
    expect(action).toBe('kasm:deployment:verify');
    expect((await verify(input)).error).toBeUndefined();
  });

  it('asks as the user, and hands on what was seen', async () => {
    answers = [ok(documentWith('pass'))];
    const run = await verify(asked);
    expect(run.error).toBeUndefined();
    expect(asks).toHaveLength(1);
    expect(asks[0].url).toBe('/api/kasm/v1/deployments/rke2/workspaces');
    expect(asks[0].token).toMatch(/^Bearer .*mock/);
    expect(run.outputs).toMatchObject({
      ref: 'rke2/workspaces',
      health: 'healthy',
      url: 'https://kasm.example.com/',
      findings: [],
    });
    expect(run.outputs.checks).toHaveLength(2);
    expect(run.log.at(-1)).toBe('rke2/workspaces is verified');
    expect(run.log.join('\n')).toContain(
      'pass: All pods run: 6 of 6 pods are ready.',
    );
  });

  it('fails with what is unmet: what was seen, the command, the runbook', async () => {
    answers = [ok(documentWith('fail'))];
    const run = await verify({ ...asked, deadline: 1 });
    const message = run.error?.message ?? '';
    expect(message).toContain(
      'The database is healthy (fail): 2 of 3 instances are ready; by hand: kubectl -n database get clusters.postgresql.cnpg.io kasm-pg; see /docs/default/component/kasm-runbook/verification/#database-healthy',
    );
    expect(message).toContain(
      '/docs/default/component/kasm-runbook/troubleshooting/#database-degraded',
    );
    expect(message).not.toContain('All pods run');
    expect(run.error?.stack).toBe(`StepFailure: ${message}`);
    expect(run.outputs.findings).toEqual([
      expect.objectContaining({ id: 'database-degraded' }),
    ]);
  });

  it('waits for what is under way, and does not fetch twice what is the same', async () => {
    const moving = documentWith('fail', { health: 'progressing' });
    answers = [ok(moving), ok(moving), ok(moving), ok(documentWith('pass'))];
    const run = await verify(asked);
    expect(run.error).toBeUndefined();
    expect(run.log.filter(line => line.includes('waiting for'))).toEqual([
      'status: progressing, waiting for The database is healthy',
    ]);
    expect(asks.map(({ etag }) => etag !== undefined)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('waits for a deployment that the portal does not know yet', async () => {
    answers = [
      refusal(404, 'NotVisible', 'no such deployment'),
      ok(documentWith('unknown')),
      ok(documentWith('pass')),
    ];
    const run = await verify(asked);
    expect(run.error).toBeUndefined();
    expect(run.log[0]).toContain('is not known to the portal, or not visible');
  });

  it('fails for what nobody saw, unless allowed', async () => {
    answers = [ok(documentWith('unknown'))];
    const strict = await verify({ ...asked, deadline: 1 });
    expect(strict.error?.message).toContain('(unknown)');
    const lax = await verify({ ...asked, allowUnknown: true });
    expect(lax.error).toBeUndefined();
  });

  it.each([
    [refusal(403, 'Forbidden', 'not for you'), 'not for you'],
    [refusal(404, 'NotConfigured', 'no kasm section'), 'no kasm section'],
  ])('gives up at once where waiting is no use', async (answer, message) => {
    answers = [answer];
    const run = await verify(asked);
    expect(run.error?.message).toBe(
      `rke2/workspaces cannot be verified: ${message}`,
    );
    expect(asks).toHaveLength(1);
  });

  it('says at the deadline that there is no such deployment', async () => {
    answers = [refusal(404, 'NotVisible', 'no such deployment')];
    const run = await verify({ ...asked, deadline: 1 });
    expect(run.error?.message).toContain(
      'rke2/workspaces is not known to the portal, or not visible to you (kasm.deployment.read)',
    );
  });

  it('stops at once when it is cancelled', async () => {
    answers = [refusal(404, 'NotVisible', 'no such deployment')];
    const cancel = new AbortController();
    const run = await verify(asked, {
      signal: cancel.signal,
      onLine: () => setImmediate(() => cancel.abort()),
    });
    expect(run.error?.name).toBe('AbortError');
  });

  it('looks once in a dry run, and does not fail', async () => {
    answers = [refusal(404, 'NotVisible', 'no such deployment')];
    const run = await verify(asked, { isDryRun: true });
    expect(run.error).toBeUndefined();
    expect(asks).toHaveLength(1);
  });

  it('needs kasm.deployment.read', async () => {
    answers = [ok(documentWith('pass'))];
    const run = await verify(asked, { allowed: false });
    expect(run.error?.message).toContain('kasm.deployment.read');
    expect(asks).toEqual([]);
  });

  it('lists every problem of its input', async () => {
    const run = await verify({ deadline: 0, allowUnknown: 'yes' });
    for (const field of ['cluster', 'deadline', 'allowUnknown']) {
      expect(run.error?.message).toContain(`${field}: `);
    }
  });
});
