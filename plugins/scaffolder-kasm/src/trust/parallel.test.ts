import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';

/** SEC-13. */
describe('two people who create the same deployment at once', () => {
  jest.setTimeout(60_000);
  let target: Target & { sandbox: Sandbox };

  beforeAll(async () => {
    target = await sandboxTarget();
  });
  afterAll(() => target?.stop());

  it('end with one password for each login, in every copy', async () => {
    const { store } = target.sandbox.clusters.rke2;
    const namespaces = ['test-race', 'test-race-db'];
    const passwords = () =>
      namespaces.flatMap(namespace =>
        store
          .list('secrets', { namespace })
          .filter(({ metadata }) => metadata.name.startsWith('race-pg-'))
          .filter(
            ({ metadata }) =>
              metadata.name.endsWith('-credentials') ||
              metadata.name.endsWith('-secret'),
          )
          .map(({ metadata, data }) => ({
            secret: metadata.name,
            password: Buffer.from(data.password, 'base64').toString(),
          })),
      );
    const create = async (task: string) => {
      const clients = createWriterClients(target.config);
      const run = await runAction(
        {
          cluster: 'rke2',
          name: 'race',
          owner: 'group:default/platform-engineers',
          domain: target.domain,
          namespace: namespaces[0],
          database: { namespace: namespaces[1] },
          deadlines: { release: 20, rollout: 20, databaseInit: 20 },
        },
        { config: target.config, clients, pollInterval: 25 },
        { task },
      );
      await clients.close();
      return run;
    };
    await Promise.all(['one', 'two'].map(create));
    const last = await create('last');
    expect(last.error).toBeUndefined();
    const found = passwords();
    expect(found.map(({ secret }) => secret).sort()).toEqual([
      'race-pg-credentials',
      'race-pg-credentials',
      'race-pg-superuser-secret',
    ]);
    for (const { password } of found) {
      expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
    }
    const [one, other] = found.filter(
      ({ secret }) => secret === 'race-pg-credentials',
    );
    expect(other).toEqual(one);
    expect(new Set(found.map(({ password }) => password)).size).toBe(2);
  });
});
