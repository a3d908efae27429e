import type { Sandbox } from 'sandbox';
import { sandboxTarget, type Target } from '../__testUtils__/targets';
import { everyDeathOnSandbox } from './__testUtils__/everyDeathOnSandbox';

/**
 * Each process ends at a request of its own, and the action is run again. What other actions do after an
 * early end is tested beside them.
 */
describe('kasm:deployment:create on the sandbox, killed at every request and run again', () => {
  jest.setTimeout(900_000);
  let target: Target & { sandbox: Sandbox };

  beforeAll(async () => {
    target = await sandboxTarget();
  });
  afterAll(() => target?.stop());

  it('comes to the same as one clean run', async () => {
    const { requests, writes, clean, outcomes } = await everyDeathOnSandbox(
      target,
      input => ({ input }),
    );
    process.stderr.write(
      `${requests} requests, ${writes} of them write: ${outcomes.length} deaths\n`,
    );
    expect(requests).toBeGreaterThan(100);
    expect(writes).toBeGreaterThan(12);
    expect(outcomes).toHaveLength(requests + writes);
    for (const { stored, ...outcome } of outcomes) {
      expect(outcome).toEqual({ death: outcome.death, rewritten: [] });
      expect({ death: outcome.death, stored }).toEqual({
        death: outcome.death,
        stored: clean,
      });
    }
  });
});
