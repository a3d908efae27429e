import { isError } from '@backstage/errors';
import { createAgents } from '../agents/createAgents';
import type { PreparedRun, Step } from '../run/RunContext';
import { reasonOf } from '../run/StepFailure';

/** What a person can mend; anything else is a mistake of ours and is thrown on. */
const TOLD = new Set([
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'StepFailure',
]);

/**
 * Agent VMs that are made together with the deployment. By now Kasm works: what keeps them away is
 * said and does not fail the run.
 */
export const agents: Step = {
  id: 'agents',
  title: 'Agents',
  async write(run) {
    const { pool } = run.spec.agents;
    if (!pool) {
      return;
    }
    try {
      const {
        created,
        kept,
        agents: joined,
        problem,
      } = await createAgents(run, pool);
      if (run.dryRun) {
        return;
      }
      const enabled = joined.filter(({ state }) => state === 'enabled').length;
      run.progress.line(
        `${created.length} agents made, ${kept.length} were there, ${enabled} enabled`,
      );
      if (problem) {
        warn(run, problem);
      }
    } catch (error) {
      run.signal.throwIfAborted();
      if (run.dryRun || !isError(error) || !TOLD.has(error.name)) {
        throw error;
      }
      warn(run, reasonOf(error));
    }
  },
};

function warn({ progress, names }: PreparedRun, problem: string): void {
  progress.warn(
    `Kasm works, but its agents do not yet: ${problem.replace(
      /\.$/,
      '',
    )}. Go on with kasm:agents:create for ${names.ref}`,
  );
}
