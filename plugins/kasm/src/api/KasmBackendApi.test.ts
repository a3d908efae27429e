import { healthy } from '../../dev/scenarios/healthy';
import { KasmBackendApi } from './KasmBackendApi';

function answering(answer: () => Promise<Response>) {
  const fetch = jest.fn((_url: string, _init: RequestInit) => answer());
  const api = new KasmBackendApi({
    discoveryApi: { getBaseUrl: async () => 'http://portal/api/kasm' },
    fetchApi: { fetch: fetch as unknown as typeof globalThis.fetch },
  });
  const ask = (etag?: string) =>
    api.getDeployment('rke2/workspaces', {
      etag,
      signal: new AbortController().signal,
    });
  return { fetch, ask };
}

/** As much of a `Response` as is read; jsdom has none. */
function response(status: number, body?: unknown, etag?: string): Response {
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name: string) => (name === 'etag' ? etag : null) },
    json: async () => body,
  } as unknown as Response;
}

describe('KasmBackendApi', () => {
  it('fetches the document with its ETag', async () => {
    const { fetch, ask } = answering(async () =>
      response(200, healthy, '"abc"'),
    );
    await expect(ask()).resolves.toEqual({
      kind: 'status',
      status: healthy,
      etag: '"abc"',
    });
    expect(fetch.mock.calls[0][0]).toBe(
      'http://portal/api/kasm/v1/deployments/rke2/workspaces',
    );
  });

  it('gives the ETag back, and hears that nothing changed', async () => {
    const { fetch, ask } = answering(async () => response(304));
    await expect(ask('"abc"')).resolves.toEqual({ kind: 'notModified' });
    expect(fetch.mock.calls[0][1].headers).toMatchObject({
      'If-None-Match': '"abc"',
    });
  });

  it.each([
    [404, { error: { code: 'NotVisible' } }, 'notFound'],
    [403, { error: {} }, 'notFound'],
    [404, { error: { code: 'NotConfigured' } }, 'notConfigured'],
    [404, undefined, 'notInstalled'],
  ])('takes %d %j for %s', async (status, body, kind) => {
    const { ask } = answering(async () => response(status, body));
    await expect(ask()).resolves.toEqual({ kind });
  });

  it('says that a sign-in has ended', async () => {
    const { ask } = answering(async () => response(401, { error: {} }));
    await expect(ask()).rejects.toThrow('Your sign-in has ended');
  });

  it('fails when the backend does', async () => {
    const { ask } = answering(async () => {
      throw new TypeError('fetch failed');
    });
    await expect(ask()).rejects.toThrow('cannot be reached');
  });
});
