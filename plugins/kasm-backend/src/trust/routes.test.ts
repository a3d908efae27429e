import { mockCredentials } from '@backstage/backend-test-utils';
import { startSandbox, type Sandbox } from 'sandbox';
import request from 'supertest';
import {
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';
import { spec } from '../schema/openapi.generated';

// A cold start compiles half of Backstage.
jest.setTimeout(120_000);

const PATH = '/v1/deployments/rke2/workspaces';
const SIGNED_IN = { authorization: mockCredentials.user.header() };
const EVIL = { Origin: 'https://evil.example' };

/** Every documented route, with names that exist: a new one is tested without being added here. */
const PATHS = Object.keys(spec.paths).map(route =>
  route
    .replace('{cluster}', 'rke2')
    .replace('{name}', 'workspaces')
    .replace('{component}', 'api')
    .replace(/dns$/, 'dns?host=kasm.sandbox.localhost'),
);

describe('SEC-28: every route', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    portal = await startPortal({ sandbox });
    await eventually(
      () => portal.get(`${PATH}/logs/api`),
      ({ status }) => status === 200,
      30_000,
    );
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  describe.each(PATHS)('%s', path => {
    it('answers whoever is signed in, and nobody else', async () => {
      expect((await portal.get(path)).status).toBe(200);
      for (const authorization of [
        mockCredentials.none.header(),
        'Bearer nonsense',
        mockCredentials.user.invalidHeader(),
        mockCredentials.service.invalidHeader(),
      ]) {
        const { status, body } = await portal.get(path, { authorization });
        expect(status).toBe(401);
        expect(Object.keys(body).sort()).toEqual([
          'error',
          'request',
          'response',
        ]);
      }
    });

    it('is not reached by any other method', async () => {
      for (const method of [
        'head',
        'post',
        'put',
        'patch',
        'delete',
      ] as const) {
        const { status } = await request(portal.url)
          [method](path)
          .set(SIGNED_IN)
          .send(method === 'head' ? undefined : {});
        expect([method, status]).toEqual([method, 404]);
      }
      const options = await request(portal.url).options(path).set(EVIL);
      expect(options.headers['access-control-allow-origin']).toBeUndefined();
    });

    it('takes no parameter that is not documented, however it is spelt', async () => {
      const more = path.includes('?') ? `${path}&x=1` : `${path}?x=1`;
      for (const spelt of [
        more,
        `/V1${more.slice(3)}`,
        more.replace('?', '/?'),
      ]) {
        expect((await portal.get(spelt)).status).toBe(400);
      }
    });

    it('opens itself to no other origin, and to no store', async () => {
      const { headers } = await portal.get(path, EVIL);
      expect(
        Object.keys(headers).filter(name => name.startsWith('access-control')),
      ).toEqual([]);
      expect(headers['cache-control'] ?? '').not.toMatch(/public|s-maxage/);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(headers['set-cookie']).toBeUndefined();
    });
  });

  it('is in the document that is told to whoever is signed in', async () => {
    const { status, body } = await portal.get('/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(body.paths)).toEqual(
      Object.keys(spec.paths).map(path => `/api/kasm${path}`),
    );
    const nobody = await portal.get('/openapi.json', {
      authorization: mockCredentials.none.header(),
    });
    expect(nobody.status).toBe(401);
  });

  describe('a list of tags in If-None-Match', () => {
    const ask = (tags: string) => portal.get(PATH, { 'If-None-Match': tags });

    it('is read as far as 1,000 characters and refused beyond', async () => {
      const { headers } = await portal.get(PATH);
      const many = `${'"a",'.repeat(240)}${headers.etag}`;
      expect(many.length).toBeLessThanOrEqual(1000);
      expect([200, 304]).toContain((await ask(many)).status);
      expect((await ask('"a",'.repeat(251))).status).toBe(400);
      expect((await ask(','.repeat(12_000))).status).toBe(400);
    });

    it.each(['"', 'W/', 'W/W/"x"', ',,,,', '"%00"', '"__proto__"', '""'])(
      'that is only %j gets the document',
      async tags => {
        expect((await ask(tags)).status).toBe(200);
      },
    );
  });
});
