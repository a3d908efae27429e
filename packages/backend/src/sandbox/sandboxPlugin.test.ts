import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { sandboxPlugin } from './sandboxPlugin';

jest.setTimeout(60_000);

describe('the control of the sandbox', () => {
  const asked: string[] = [];
  let control: Server;
  const stops: Array<() => Promise<void>> = [];

  beforeEach(async () => {
    asked.length = 0;
    control = createServer((incoming, response) => {
      asked.push(`${incoming.method} ${incoming.url}`);
      const found = incoming.url?.startsWith('/faults');
      response.writeHead(found ? 200 : 404, {
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(found ? { id: 'x' } : { error: 'not here' }));
    });
    await new Promise<void>(resolve =>
      control.listen(0, '127.0.0.1', () => resolve()),
    );
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    control.close();
  });

  async function portal(
    result: AuthorizeResult.ALLOW | AuthorizeResult.DENY,
    sandbox: object = {
      controlPort: (control.address() as AddressInfo).port,
    },
  ) {
    const backend = await startTestBackend({
      features: [
        sandboxPlugin,
        mockServices.rootConfig.factory({ data: { sandbox } }),
        mockServices.permissions.mock({ authorize: async () => [{ result }] })
          .factory,
      ],
    });
    stops.push(() => backend.stop());
    return request(backend.server);
  }

  it('passes what an allowed caller asks on, and the answer back', async () => {
    const api = await portal(AuthorizeResult.ALLOW);
    const answer = await api.post(
      '/api/sandbox/control/faults/agents-full/inject?target=workspaces',
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ id: 'x' });
    const unknown = await api.get('/api/sandbox/control/nothing');
    expect(unknown.status).toBe(404);
    expect(unknown.body).toEqual({ error: 'not here' });
    expect(asked).toEqual([
      'POST /faults/agents-full/inject?target=workspaces',
      'GET /nothing',
    ]);
  });

  it('asks nothing of the sandbox for who may not, or is nobody', async () => {
    const api = await portal(AuthorizeResult.DENY);
    const refused = await api.post('/api/sandbox/control/heal');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('sandbox.control');
    const nobody = await api
      .post('/api/sandbox/control/heal')
      .set('authorization', mockCredentials.none.header());
    expect(nobody.status).toBe(401);
    expect(asked).toEqual([]);
  });

  it('says so when no sandbox answers', async () => {
    const api = await portal(AuthorizeResult.ALLOW, { controlPort: 1 });
    const answer = await api.get('/api/sandbox/control/faults');
    expect(answer.status).toBe(503);
    expect(answer.body.error.message).toContain('No sandbox answers');
  });

  it('is not there without a sandbox', async () => {
    const api = await portal(AuthorizeResult.ALLOW, {});
    expect((await api.get('/api/sandbox/control/faults')).status).toBe(404);
    expect(asked).toEqual([]);
  });
});
