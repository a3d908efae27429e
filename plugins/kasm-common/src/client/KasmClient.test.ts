import { KasmClient } from './KasmClient';
import type { KasmClientError } from './KasmClientError';

type Answer = { status: number; body?: unknown; etag?: string };

function clientThatMeets(answer: Answer | Error) {
  const requests: Array<{ url: string; headers: Record<string, string> }> = [];
  const client = new KasmClient({
    discoveryApi: { getBaseUrl: async id => `https://portal/api/${id}` },
    fetchApi: {
      fetch: (async (url: string, init: RequestInit) => {
        requests.push({ url, headers: init.headers as Record<string, string> });
        if (answer instanceof Error) {
          throw answer;
        }
        return {
          status: answer.status,
          ok: answer.status < 300,
          headers: {
            get: (name: string) =>
              name === 'etag' ? answer.etag ?? null : null,
          },
          json: async () => {
            if (answer.body === undefined) {
              throw new SyntaxError('no JSON');
            }
            return answer.body;
          },
        };
      }) as unknown as typeof fetch,
    },
  });
  return { client, requests };
}

async function failureOf(promise: Promise<unknown>): Promise<KasmClientError> {
  return promise.then(
    () => Promise.reject(new Error('should have failed')),
    error => error,
  );
}

describe('KasmClient', () => {
  it('asks for a document, with the token and the last etag', async () => {
    const { client, requests } = clientThatMeets({
      status: 200,
      body: { revision: 'b' },
      etag: '"b"',
    });

    const answer = await client.getDeployment('rke2/kasm', {
      token: 'secret',
      etag: '"a"',
    });

    expect(answer).toEqual({
      status: { revision: 'b' },
      etag: '"b"',
      notModified: false,
    });
    expect(requests).toEqual([
      {
        url: 'https://portal/api/kasm/v1/deployments/rke2/kasm',
        headers: { Authorization: 'Bearer secret', 'If-None-Match': '"a"' },
      },
    ]);
  });

  it('asks for the part of the history that is wanted', async () => {
    const body = { enabled: true, transitions: [], samples: [] };
    const { client, requests } = clientThatMeets({ status: 200, body });

    expect(await client.getHistory('rke2/kasm')).toEqual(body);
    await client.getHistory(
      'rke2/kasm',
      { from: '2026-11-22T00:00:00+01:00', resolution: 600 },
      { token: 'secret' },
    );
    expect(requests).toEqual([
      {
        url: 'https://portal/api/kasm/v1/deployments/rke2/kasm/history',
        headers: {},
      },
      {
        url: 'https://portal/api/kasm/v1/deployments/rke2/kasm/history?from=2026-11-22T00%3A00%3A00%2B01%3A00&resolution=600',
        headers: { Authorization: 'Bearer secret' },
      },
    ]);
  });

  it('asks about a host', async () => {
    const body = { host: 'a.b', addresses: ['10.0.0.5'], expected: [] };
    const { client, requests } = clientThatMeets({ status: 200, body });

    expect(await client.getDns('rke2', 'a.b&c=d')).toEqual(body);
    expect(requests[0].url).toBe(
      'https://portal/api/kasm/v1/clusters/rke2/dns?host=a.b%26c%3Dd',
    );
  });

  it('asks for sessions', async () => {
    const body = { details: false, items: [] };
    const { client, requests } = clientThatMeets({ status: 200, body });

    expect(await client.getSessions('rke2/kasm')).toEqual(body);
    expect(requests[0].url).toBe(
      'https://portal/api/kasm/v1/deployments/rke2/kasm/sessions',
    );
  });

  it('says when a document did not change', async () => {
    const { client } = clientThatMeets({ status: 304 });

    expect(await client.getDeployment('rke2/kasm', { etag: '"a"' })).toEqual({
      etag: '"a"',
      notModified: true,
    });
  });

  it.each([
    [404, { code: 'NotVisible', message: 'none' }, 'notFound'],
    [404, { code: 'NotConfigured', message: 'none' }, 'notConfigured'],
    [404, undefined, 'notInstalled'],
    [403, { message: 'no' }, 'forbidden'],
    [401, { message: 'who?' }, 'unauthenticated'],
    [400, { message: 'what?' }, 'invalid'],
    [503, { message: 'later' }, 'unavailable'],
  ])('tells what a %i with %j means', async (status, error, kind) => {
    const { client } = clientThatMeets({ status, body: error && { error } });

    const failure = await failureOf(client.getDeployment('rke2/kasm'));

    expect(failure).toMatchObject({ name: 'KasmClientError', kind, status });
  });

  it('calls a portal that cannot be reached unavailable', async () => {
    const { client } = clientThatMeets(new TypeError('Failed to fetch'));

    expect(await failureOf(client.getDeployments())).toMatchObject({
      kind: 'unavailable',
    });
  });

  it('passes an abort through as it came', async () => {
    const abort = new AbortController();
    abort.abort();
    const { client } = clientThatMeets(new Error('aborted'));

    const failure = await failureOf(
      client.getDeployments({ signal: abort.signal }),
    );

    expect(failure).toMatchObject({ message: 'aborted' });
  });

  it('never puts a reference that is none into an address', async () => {
    const { client, requests } = clientThatMeets({ status: 200, body: {} });

    expect(await failureOf(client.getDeployment('../clusters'))).toMatchObject({
      kind: 'notFound',
    });
    expect(requests).toEqual([]);
  });

  it('lists clusters and reads logs', async () => {
    const { client, requests } = clientThatMeets({
      status: 200,
      body: { configured: true, items: [{ name: 'rke2' }] },
    });

    expect(await client.getClusters()).toEqual([{ name: 'rke2' }]);
    await client.getLogs('rke2/kasm', 'rdp-gateway', 50);

    expect(requests[1].url).toBe(
      'https://portal/api/kasm/v1/deployments/rke2/kasm/logs/rdp-gateway?tail=50',
    );
  });
});
