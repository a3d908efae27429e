import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Sandbox } from 'sandbox';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget, type Target } from '../__testUtils__/targets';

describe('kasm:deployment:create on a cluster that is not well', () => {
  jest.setTimeout(30_000);
  let target: Target & { sandbox: Sandbox };

  beforeAll(async () => {
    target = await sandboxTarget();
  });
  afterAll(async () => {
    await target?.stop();
  });
  afterEach(() => target.sandbox.heal());

  async function create(input: object = {}) {
    const clients = createWriterClients(target.config);
    try {
      return await runAction(
        {
          cluster: 'rke2',
          name: 'test-fault',
          owner: 'group:default/platform-engineers',
          domain: target.domain,
          ...input,
        },
        { config: target.config, clients },
      );
    } finally {
      await clients.close();
    }
  }

  it.each([
    ['rke2-api-hangs', 'Cluster rke2 cannot be reached', 'check that'],
    ['rke2-api-refuses', 'Cluster rke2 cannot be reached', 'firewalls'],
    ['rke2-api-unauthorized', 'refuses the portal', 'renew'],
    ['rke2-api-forbidden', 'rke2', 'writer'],
  ])(
    'with %s says what is wrong and what to check',
    async (fault, problem, advice) => {
      target.sandbox.inject(fault);
      const { error } = await create();
      expect(error?.message).toContain(problem);
      expect(error?.message).toContain(advice);
      expect(error?.message).toContain('Nothing was changed');
    },
    15_000,
  );

  it('leaves the healthy deployment that is there alone', async () => {
    const { error } = await create({ namespace: 'kasm' });
    expect(error?.message).toContain(
      'namespace kasm is taken by deployment workspaces',
    );
  });
});
