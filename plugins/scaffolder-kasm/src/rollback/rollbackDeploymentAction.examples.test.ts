import { parse } from 'yaml';
import { onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { rollbackDeploymentAction } from './rollbackDeploymentAction';
import { examples } from './rollbackDeploymentAction.examples';

describe('the examples', () => {
  it.each(examples)('$description: runs', async ({ example }) => {
    const step = parse(example).steps.at(-1);
    expect(step.action).toBe('kasm:deployment:rollback');
    expect(step.if).toBe('${{ failure() }}');
    const run = await runAction(step.input, onCluster(new InMemoryCluster()), {
      action: rollbackDeploymentAction,
    });
    expect(run.error).toBeUndefined();
    expect(run.outputs.state).toBe('absent');
  });
});
