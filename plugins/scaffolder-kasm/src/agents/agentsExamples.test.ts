import { parse } from 'yaml';
import {
  agentsAsked,
  agentsTarget,
  type AgentsTarget,
} from '../__testUtils__/agentsTarget';
import { autoscaleAction } from './autoscaleAction';
import { examples as autoscaleExamples } from './autoscaleAction.examples';
import { createAgentsAction } from './createAgentsAction';
import { examples as createExamples } from './createAgentsAction.examples';
import { deleteAgentsAction } from './deleteAgentsAction';
import { examples as deleteExamples } from './deleteAgentsAction.examples';

jest.setTimeout(120_000);

const MACHINES = 'virtualmachines.kubevirt.io';

let target: AgentsTarget;

/** Two agents, so that there is something to remove. */
beforeAll(async () => {
  target = await agentsTarget();
  const made = await target.run(
    { ...agentsAsked, count: 2 },
    { action: createAgentsAction },
  );
  if (made.error) {
    throw made.error;
  }
});
afterAll(() => target?.stop());

/** As somebody who tries out what the list of actions shows. */
async function dryRun(
  example: string,
  action: NonNullable<Parameters<AgentsTarget['run']>[1]['action']>,
) {
  const [step] = parse(example).steps;
  const before = target.names(MACHINES);
  const run = await target.run(step.input, { action, isDryRun: true });
  expect(run.error).toBeUndefined();
  expect(target.names(MACHINES)).toEqual(before);
  return { action: step.action, ...run };
}

describe('the examples', () => {
  it.each(createExamples)('$description: runs', async ({ example }) => {
    const { action, log, outputs } = await dryRun(example, createAgentsAction);
    expect(action).toBe('kasm:agents:create');
    expect([...outputs.created, ...outputs.kept].length).toBeGreaterThan(0);
    for (const name of outputs.created) {
      expect(log.join('\n')).toContain(`${name} would be created`);
    }
  });

  it.each(deleteExamples)('$description: runs', async ({ example }) => {
    const { action, log } = await dryRun(example, deleteAgentsAction);
    expect(action).toBe('kasm:agents:delete');
    expect(log.join('\n')).toContain('would be removed, with its disks');
  });

  it.each(autoscaleExamples)('$description: runs', async ({ example }) => {
    const { action, outputs } = await dryRun(example, autoscaleAction);
    expect(action).toBe('kasm:agents:autoscale');
    expect(outputs.startupScript).toMatch(/^#cloud-config\n/);
  });
});
