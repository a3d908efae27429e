import { agentsTarget, type AgentsTarget } from '../__testUtils__/agentsTarget';
import { hangingClients } from '../__testUtils__/hangingClients';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction, type ActionRun } from '../__testUtils__/runAction';
import { willing } from '../__testUtils__/willingOperators';
import { autoscaleAction } from '../agents/autoscaleAction';
import { planDeploymentAction } from '../plan/planDeploymentAction';
import { preflightAction } from '../preflight/preflightAction';
import { restartDeploymentAction } from '../restart/restartDeploymentAction';
import type { ActionServices } from './ActionServices';

type Context = NonNullable<Parameters<typeof runAction>[2]>;
type Options = Pick<ActionServices, 'config' | 'clients'> &
  Partial<ActionServices>;

/**
 * Runs it against clusters that stop answering at each of its requests in turn, and stops it then.
 * The test ends only when every one of these runs does.
 */
async function stoppedAtEach(
  input: object,
  options: () => Options,
  context: Context,
): Promise<ActionRun[]> {
  const runs: ActionRun[] = [];
  for (let at = 1; ; at++) {
    const stop = new AbortController();
    const { clients, ...rest } = options();
    const { clients: hanging, hangs } = hangingClients(clients!, {
      at,
      onHang: () => setImmediate(() => stop.abort()),
    });
    const run = await runAction(
      input,
      // without the signal the next look would come in an hour
      { ...rest, clients: hanging, pollInterval: 3_600_000 },
      { ...context, signal: stop.signal },
    );
    if (!hangs()) {
      expect(run.error).toBeUndefined();
      return runs;
    }
    runs.push(run);
  }
}

const survivors = (runs: ActionRun[]) => runs.filter(({ error }) => !error);

describe('an action that is stopped while the cluster does not answer', () => {
  jest.setTimeout(120_000);

  function deployedCluster() {
    const cluster = new InMemoryCluster('vault-issuer');
    cluster.reactions.push(...willing);
    return cluster;
  }

  it.each<[string, Context['action']]>([
    ['plan', planDeploymentAction],
    ['preflight', preflightAction],
  ])('ends at once: %s', async (_, action) => {
    const runs = await stoppedAtEach(
      asked,
      () => onCluster(deployedCluster()),
      { action },
    );
    expect(runs.length).toBeGreaterThan(20);
    expect(survivors(runs)).toEqual([]);
  });

  it('ends at once: create in a dry run', async () => {
    const runs = await stoppedAtEach(
      asked,
      () => onCluster(deployedCluster()),
      { isDryRun: true },
    );
    expect(runs.length).toBeGreaterThan(20);
    expect(survivors(runs)).toEqual([]);
  });

  it('ends at once: restart', async () => {
    const cluster = deployedCluster();
    const made = await runAction(asked, onCluster(cluster));
    expect(made.error).toBeUndefined();
    let minute = 0;
    const runs = await stoppedAtEach(
      { cluster: 'rke2', name: 'kasm', components: ['api', 'proxy'] },
      () => ({
        ...onCluster(cluster),
        now: () => new Date(Date.UTC(2026, 10, 23, 0, minute++)),
      }),
      { action: restartDeploymentAction },
    );
    expect(runs.length).toBeGreaterThan(4);
    expect(survivors(runs)).toEqual([]);
  });

  describe('on the sandbox', () => {
    let target: AgentsTarget;
    beforeAll(async () => {
      target = await agentsTarget();
    });
    afterAll(() => target?.stop());

    it('ends at once: autoscale', async () => {
      const runs = await stoppedAtEach(
        {
          cluster: 'rke2',
          name: 'workspaces',
          image: 'default/ubuntu-24-04',
          network: 'default/agents-vlan20',
        },
        () => ({
          config: target.config,
          clients: target.clients,
          kasmApis: target.kasmApis,
        }),
        { action: autoscaleAction },
      );
      expect(runs.length).toBeGreaterThan(4);
      expect(survivors(runs)).toEqual([]);
    });
  });
});
