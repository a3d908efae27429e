import {
  agentsAsked,
  agentsTarget,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { createAgentsAction } from '../agents/createAgentsAction';
import { deleteDeploymentAction } from './deleteDeploymentAction';

/** It has sessions, agents and backups, and the writer has what its shipped manifests grant. */
describe('kasm:deployment:delete of a deployment in use', () => {
  jest.setTimeout(120_000);
  let target: AgentsTarget;

  beforeAll(async () => {
    target = await agentsTarget();
    target.sandbox.clock.setSpeed(200);
    // What lets people try any name; what stays is what the shipped manifests grant.
    target.sandbox.clusters.rke2.store.delete(
      'clusterrolebindings.rbac.authorization.k8s.io',
      undefined,
      'sandbox-any-namespace-writer',
    );
  });
  afterAll(() => target?.stop());

  const remove = (input: object = {}, context: object = {}) =>
    target.run(
      {
        cluster: 'rke2',
        name: 'workspaces',
        deadlines: { drain: 2, removal: 60 },
        ...input,
      },
      { action: deleteDeploymentAction, task: 'delete', ...context },
    );

  const store = () => target.sandbox.clusters.rke2.store;

  it('waits for nobody, takes its agents with it and leaves what is not its own', async () => {
    const made = await target.run(agentsAsked, {
      action: createAgentsAction,
      task: 'agents',
    });
    expect(made.error).toBeUndefined();
    expect(await target.kasm.sessions()).not.toEqual([]);

    const refused = await remove();
    expect(refused.error?.message).toMatch(/sessions? (is|are) open in Kasm/);
    expect(refused.error?.message).toContain('Nothing was removed');
    expect(target.names('virtualmachines.kubevirt.io')).toContain(
      'workspaces-agent-1',
    );

    const done = await remove({ force: true });
    expect(done.error).toBeUndefined();
    expect(done.outputs.state).toBe('retired');
    expect(done.outputs.removed).toEqual(
      expect.arrayContaining([
        'VirtualMachine kasm-agents/workspaces-agent-1',
        'HelmChart kasm-portal/kasm',
      ]),
    );
    // its name follows the domain, which the manifests know only from the documentation
    expect(done.outputs.kept).toContainEqual({
      object: 'Secret kasm/kasm-sandbox-localhost-tls',
      why: "may not be looked at by the portal's writer",
      remove:
        'kubectl --context rke2 -n kasm delete secrets kasm-sandbox-localhost-tls',
    });
    expect(done.log.join()).not.toContain('could not be seen');
    expect(target.names('virtualmachines.kubevirt.io')).not.toContain(
      'workspaces-agent-1',
    );
    expect(done.log).toContain('last backup: completed');
    // the key of the bucket was never the portal's
    expect(
      store().get('secrets', 'database', 'kasm-pg-backup-credentials'),
    ).toBeDefined();
    expect(
      store().get('clusters.postgresql.cnpg.io', 'database', 'kasm-pg'),
    ).toBeDefined();
    expect(store().list('deployments.apps', { namespace: 'kasm' })).toEqual([]);
  });
});
