import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import { demonstrationSignIn } from './demonstrationSignIn';

// A cold start compiles half of Backstage.
jest.setTimeout(60_000);

async function whoMayComeIn(providers?: object): Promise<string[]> {
  const backend = await startTestBackend({
    features: [
      authPlugin,
      catalogPlugin,
      demonstrationSignIn,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          auth: { environment: 'production', ...(providers && { providers }) },
        },
      }),
    ],
  });
  try {
    const open: string[] = [];
    for (const name of ['guest', 'viewer', 'platform-engineer']) {
      const { status, body } = await request(backend.server).get(
        `/api/auth/${name}/refresh?env=production`,
      );
      expect(status).toBeGreaterThanOrEqual(400);
      // One that is there looks for its user in the catalog, which is empty here.
      if (!/Unknown auth provider/.test(body.error.message)) open.push(name);
    }
    return open;
  } finally {
    await backend.stop();
  }
}

describe('SEC-39: sign-in without a password', () => {
  it('is there for nobody unless the configuration names them', async () => {
    expect(await whoMayComeIn()).toEqual([]);
    expect(await whoMayComeIn({})).toEqual([]);
    expect(await whoMayComeIn({ viewer: {} })).toEqual(['viewer']);
  });
});
