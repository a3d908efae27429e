import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import { parse } from 'yaml';
import { runAction } from '../__testUtils__/runAction';
import { seededTarget, type SeededTarget } from '../__testUtils__/seededTarget';
import { restartDeploymentAction } from './restartDeploymentAction';
import { examples } from './restartDeploymentAction.examples';

const asked = { cluster: 'rke2', name: 'workspaces' };

describe('kasm:deployment:restart', () => {
  jest.setTimeout(60_000);
  let target: SeededTarget;

  beforeAll(async () => {
    target = await seededTarget();
  });
  afterAll(async () => {
    await target?.stop();
  });

  const restart = (
    input: object,
    context: Parameters<typeof runAction>[2] = {},
    now?: () => Date,
  ) =>
    runAction(
      input,
      {
        config: target.config,
        clients: target.clients,
        pollInterval: 20,
        ...(now && { now }),
      },
      { action: restartDeploymentAction, ...context },
    );

  async function deployments() {
    const { items } = await target.admin.list<any>(resources.deployments, {
      namespace: 'kasm',
    });
    return new Map<string, any>(
      items.map(item => [
        item.metadata.labels['app.kubernetes.io/component'],
        item,
      ]),
    );
  }

  async function podsOf(role: string): Promise<string[]> {
    const { items } = await target.admin.list(resources.pods, {
      namespace: 'kasm',
      labelSelector: `app.kubernetes.io/component=${role}`,
    });
    return items.map(({ metadata }) => metadata.name);
  }

  it.each(examples)('$description: the example works', async ({ example }) => {
    const [{ input, action }] = parse(example).steps;
    expect(action).toBe('kasm:deployment:restart');
    const run = await restart(input);
    expect(run.error).toBeUndefined();
    expect(run.outputs.restarted.length).toBeGreaterThan(0);
  });

  it('rolls those that serve the certificate, one when the one before runs, and warns of sessions', async () => {
    const before = await podsOf('proxy');
    const run = await restart({ ...asked, reason: 'renewed certificate' });
    expect(run.error).toBeUndefined();
    expect(run.outputs.restarted).toEqual([
      'rdp-gateway',
      'rdp-https-gateway',
      'proxy',
    ]);
    const steps = run.log.filter(line => /restarted|runs again/.test(line));
    expect(steps).toEqual([
      expect.stringMatching(/rdp-gw-deployment is being restarted/),
      'rdp-gateway: runs again',
      expect.stringMatching(/rdp-https-gw-deployment is being restarted/),
      'rdp-https-gateway: runs again',
      expect.stringMatching(/proxy-default-deployment is being restarted/),
      'proxy: runs again',
    ]);
    expect(run.log.join('\n')).toContain('Sessions that go through');
    expect(run.log.join('\n')).toContain('renewed certificate');
    expect(await podsOf('proxy')).not.toEqual(before);
  });

  it('writes the annotation that kubectl writes, and nothing else', async () => {
    const before = (await deployments()).get('guac');
    await restart({ ...asked, components: ['guac'] });
    const after = (await deployments()).get('guac');
    const { 'kubectl.kubernetes.io/restartedAt': at, ...others } =
      after.spec.template.metadata.annotations;
    expect(Date.parse(at)).not.toBeNaN();
    expect(others).toEqual(before.spec.template.metadata.annotations ?? {});
    expect(after.metadata.annotations).toEqual({
      ...before.metadata.annotations,
      'deployment.kubernetes.io/revision': expect.any(String),
    });
  });

  it('taken up again, restarts nothing twice', async () => {
    const asOf = new Date();
    const first = await restart(
      { ...asked, components: ['manager'] },
      {},
      () => asOf,
    );
    const again = await restart(
      { ...asked, components: ['manager'] },
      {},
      () => asOf,
    );
    expect(first.outputs.restarted).toEqual(['manager']);
    expect(again.error).toBeUndefined();
    expect(again.outputs.restarted).toEqual([]);
    expect(again.log.join('\n')).toContain('had been restarted since');
  });

  it('stores nothing in a dry run', async () => {
    const before = await deployments();
    const run = await restart(asked, { isDryRun: true });
    expect(run.error).toBeUndefined();
    expect(run.log.join('\n')).toContain('would be restarted');
    expect(await deployments()).toEqual(before);
  });

  it('says which component did not come back, and goes no further', async () => {
    target.sandbox.inject('pod-image-unavailable');
    const before = (await deployments()).get('proxy').spec.template;
    try {
      const run = await restart({
        ...asked,
        components: ['proxy', 'api'],
        deadlines: { rollout: 1, trouble: 1 },
      });
      expect(run.error?.message).toMatch(/api|pod kasm-/);
      expect(run.error?.message).toContain('were not restarted');
      expect((await deployments()).get('proxy').spec.template).toEqual(before);
    } finally {
      target.sandbox.heal();
    }
  });

  it.each([
    [{ ...asked, name: 'nowhere' }, 'There is no deployment rke2/nowhere'],
    [{ ...asked, cluster: 'elsewhere' }, 'rke2, harvester'],
    [{ ...asked, components: ['database'] }, 'components.0'],
    [{ ...asked, reason: 'two\nlines' }, 'reason: must be one line'],
  ])('refuses %j', async (input, message) => {
    const run = await restart(input);
    expect(run.error?.message).toContain(message);
  });

  it('needs kasm.deployment.update for the deployment', async () => {
    const run = await restart(asked, { allowed: false });
    expect(run.error?.name).toBe('NotAllowedError');
    expect(run.error?.message).toContain(
      'kasm.deployment.update is not given to you for rke2/workspaces',
    );
  });
});
