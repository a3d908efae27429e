import { mockServices } from '@backstage/backend-test-utils';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { willing } from '../__testUtils__/willingOperators';
import { planDeploymentAction } from '../plan/planDeploymentAction';

function willingCluster() {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...willing);
  return cluster;
}

const member = (...ownershipEntityRefs: string[]) => ({
  userInfo: mockServices.userInfo({ ownershipEntityRefs }),
});

describe('the owner', () => {
  it.each([true, false])(
    "must be one of the user's own, in one sentence (dry run: %s)",
    async isDryRun => {
      const cluster = willingCluster();
      const run = await runAction(
        asked,
        { ...onCluster(cluster), ...member('group:default/others') },
        { isDryRun },
      );
      expect(run.error?.name).toBe('NotAllowedError');
      expect(run.error?.message).toContain(
        'you do not belong to group:default/platform-engineers',
      );
      expect(run.error?.message).toContain('group:default/others');
      expect(cluster.find('Namespace', 'kasm')).toBeUndefined();
    },
  );

  it('is the same in whatever form it is written', async () => {
    const run = await runAction(
      { ...asked, owner: 'group:platform-engineers' },
      {
        ...onCluster(willingCluster()),
        ...member('group:default/Platform-Engineers'),
      },
    );
    expect(run.error).toBeUndefined();
  });

  it('may be anybody where the configuration says so', async () => {
    const options = onCluster(willingCluster());
    const run = await runAction(asked, {
      ...options,
      config: { ...options.config, owners: 'any' },
      ...member(),
    });
    expect(run.error).toBeUndefined();
  });

  it('is nobody where the portal cannot tell who the user is', async () => {
    const run = await runAction(asked, {
      ...onCluster(willingCluster()),
      userInfo: undefined,
    });
    expect(run.error?.name).toBe('NotAllowedError');
  });
});

describe('the audit', () => {
  it('has who, what, and the hash of the plan that was shown', async () => {
    const cluster = willingCluster();
    const planned = await runAction(asked, onCluster(cluster), {
      action: planDeploymentAction,
    });
    const auditor = mockServices.auditor.mock();
    const success = jest.fn();
    auditor.createEvent.mockResolvedValue({ success, fail: jest.fn() });
    await runAction(asked, { ...onCluster(cluster), auditor });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'kasm-deployment-create',
        meta: expect.objectContaining({ target: 'rke2/kasm' }),
      }),
    );
    expect(success).toHaveBeenCalledWith({
      meta: { planHash: planned.outputs.hash },
    });
  });
});
