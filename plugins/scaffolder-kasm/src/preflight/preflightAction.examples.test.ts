import { parse } from 'yaml';
import { onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { preflightAction } from './preflightAction';
import { examples } from './preflightAction.examples';

describe('the examples of kasm:deployment:preflight', () => {
  it.each(examples)('$description: runs as it stands', async ({ example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe('kasm:deployment:preflight');
    const run = await runAction(
      step.input,
      onCluster(new InMemoryCluster('vault-issuer')),
      { action: preflightAction },
    );
    expect(run.error).toBeUndefined();
    expect(run.outputs).toMatchObject({ passed: true, failed: 0 });
  });
});
