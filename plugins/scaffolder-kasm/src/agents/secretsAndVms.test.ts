import {
  kasmDeploymentSpec,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { mockServices } from '@backstage/backend-test-utils';
import {
  agentsAsked,
  agentsTarget,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { dyingClients } from '../__testUtils__/dyingClients';
import { runAction } from '../__testUtils__/runAction';
import { deadlinesSchema } from '../run/deadlines';
import { openDeployment } from '../run/openDeployment';
import { Progress } from '../run/progress';
import { createAgentsAction } from './createAgentsAction';
import { deleteAgents } from './deleteAgents';

jest.setTimeout(120_000);

const MACHINES = 'virtualmachines.kubevirt.io';

describe('Secrets of agents, which hold the manager token', () => {
  let target: AgentsTarget;
  beforeAll(async () => {
    target = await agentsTarget();
  });
  afterAll(() => target?.stop());

  const secrets = () =>
    target.names('secrets').filter(name => name.endsWith('-cloudinit'));

  const specNow = (): KasmDeploymentSpec =>
    kasmDeploymentSpec.parse(
      JSON.parse(
        target.sandbox.clusters.rke2.store.get(
          'configmaps',
          'kasm-portal',
          'workspaces-descriptor',
        )!.data['descriptor.json'],
      ).spec,
    );

  it('are made with their VMs, and none stays after an undoing', async () => {
    const { config, kasmApis } = target;
    const [vmsBefore, secretsBefore] = [target.names(MACHINES), secrets()];
    for (let atWrite = 1, gone = true; gone; atWrite++) {
      const process = dyingClients(target.clients, { atWrite });
      const task = `task-${atWrite}`;
      await runAction(
        { ...agentsAsked, count: 3 },
        { config, kasmApis, clients: process.clients },
        { action: createAgentsAction, task },
      );
      gone = process.isGone();

      const vms = target.names(MACHINES);
      const alone = secrets().filter(
        name => !vms.includes(name.replace(/-cloudinit$/, '')),
      );
      expect(alone.length).toBeLessThanOrEqual(1);

      const run = openDeployment(
        {
          services: { kasmApis } as never,
          config: config!,
          clients: target.clients,
          progress: new Progress(mockServices.logger.mock()),
          signal: new AbortController().signal,
          dryRun: false,
          task,
        },
        specNow(),
        deadlinesSchema.parse({ drain: 20, removal: 20 }),
      );
      await deleteAgents(run, { task, force: true });
      expect([target.names(MACHINES), secrets()]).toEqual([
        vmsBefore,
        secretsBefore,
      ]);
    }
  });
});
