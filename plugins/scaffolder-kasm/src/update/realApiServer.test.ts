import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  createWriterClients,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { recordingClients } from '../__testUtils__/recordingClients';
import { runAction } from '../__testUtils__/runAction';
import {
  realTarget,
  sandboxTarget,
  type Target,
} from '../__testUtils__/targets';
import { restartDeploymentAction } from '../restart/restartDeploymentAction';
import type { ActionServices } from '../run/ActionServices';
import { updateDeploymentAction } from './updateDeploymentAction';

/** Over the sandbox always, and over a real API server where KASM_REAL_KUBECONFIG names one. */
const real = process.env.KASM_REAL_KUBECONFIG;
const TARGETS: Array<[string, () => Promise<Target>]> = [
  ['the sandbox', sandboxTarget],
  ...(real
    ? [
        ['a real API server', () => realTarget(real)] as [
          string,
          () => Promise<Target>,
        ],
      ]
    : []),
];

/** Names of their own for every run, so that a server may be used again. */
const suffix = Date.now().toString(36);

describe.each(TARGETS)('what create made, on %s', (_, start) => {
  jest.setTimeout(120_000);
  const name = `up-${suffix}`;
  let target: Target;
  let operators: { stop(): Promise<void> };

  beforeAll(async () => {
    target = await start();
    const spec = {
      cluster: 'rke2',
      name,
      owner: 'group:default/platform-engineers',
      domain: target.domain,
      namespace: `test-${name}`,
      autoscaledNodes: true,
      database: { namespace: `test-${name}-db`, instances: 2 },
    };
    operators = target.operate(spec);
    const created = await act(spec);
    if (created.error) {
      throw created.error;
    }
  });
  afterAll(async () => {
    await operators?.stop();
    await target?.stop();
  });

  async function act(
    input: object,
    action?: (services: ActionServices) => TemplateAction,
  ) {
    const { clients, sent } = recordingClients(
      createWriterClients(target.config),
    );
    try {
      const run = await runAction(
        { cluster: 'rke2', name, ...input },
        {
          config: target.config,
          clients,
          ...(target.probe && { probe: target.probe }),
        },
        action && { action },
      );
      return { ...run, sent };
    } finally {
      await clients.close();
    }
  }

  it('has nothing that an update would change by itself', async () => {
    const { error, log, sent } = await act({}, updateDeploymentAction);
    expect(error).toBeUndefined();
    expect(log.at(-1)).toContain('nothing to change');
    expect(sent).toEqual([]);
  });

  it('becomes what it is asked to be, and goes back', async () => {
    const change = { size: 'medium', ingress: { backend: 'http' } };
    const { error, outputs } = await act(change, updateDeploymentAction);
    expect(error).toBeUndefined();
    const actions = (plan: any[]) =>
      Object.fromEntries(plan.map(({ kind, action }) => [kind, action]));
    expect(actions(outputs.plan)).toMatchObject({
      Certificate: 'unchanged',
      Cluster: 'change',
      HelmChart: 'change',
      IngressRoute: 'change',
      ServersTransport: 'remove',
    });
    await expect(
      target.admin.get(resources.serversTransports, `${name}-skip-verify`, {
        namespace: `test-${name}`,
      }),
    ).rejects.toMatchObject({ kind: 'notFound' });
    expect((await act(change, updateDeploymentAction)).sent).toEqual([]);

    const back = await act({ undo: true }, updateDeploymentAction);
    expect(back.error).toBeUndefined();
    expect((await act({}, updateDeploymentAction)).sent).toEqual([]);
  });

  it('is restarted component by component, and stays as it was otherwise', async () => {
    const run = await act({}, restartDeploymentAction);
    expect(run.error).toBeUndefined();
    expect(run.outputs.restarted).toHaveLength(3);
    const after = await act({}, updateDeploymentAction);
    expect(after.sent).toEqual([]);
  });
});
