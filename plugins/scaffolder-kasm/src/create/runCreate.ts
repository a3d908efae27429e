import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { PreparedRun, RunContext } from '../run/RunContext';
import { leftInCluster, removalCommands } from '../run/leftovers';
import { remainingWork, publicUrl } from './outputs';
import { createSteps } from './createSteps';
import { preflight } from '../preflight/preflight';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { waitForEntity } from './waitForEntity';
import { warnOfUnknownOwner } from './warnOfUnknownOwner';
import { withoutStack } from '../run/withoutStack';

interface Surroundings {
  /** `kasm.deployments`: they have names too. */
  configured: unknown[];
  catalog: CatalogService;
  credentials: BackstageCredentials;
}

/**
 * Goes through the steps. Whatever ends it early, the last thing said is what was left and how to go
 * on; nothing is removed behind anybody's back.
 */
export async function runCreate(
  context: RunContext,
  { configured, catalog, credentials }: Surroundings,
): Promise<void> {
  let stage = 'Preflight';
  const over = new AbortController();
  const beside: Array<Promise<void>> = [];
  try {
    context.progress.line(
      `${context.dryRun ? 'Trying out' : 'Creating'} ${context.names.ref}`,
    );
    await warnOfUnknownOwner(context, catalog, credentials);
    const facts = await preflight(context, configured);
    const run: PreparedRun = { ...context, facts };
    const steps = createSteps(facts, context);
    for (const [index, step] of steps.entries()) {
      stage = step.title;
      run.progress.line(`Step ${index + 1} of ${steps.length}: ${step.title}`);
      const wait = await step.write(run);
      if (wait && !run.dryRun) {
        await wait();
      }
      run.signal.throwIfAborted();
      if (step.beside && !run.dryRun) {
        const signal = AbortSignal.any([run.signal, over.signal]);
        // Handled here at once: nobody else listens until the run is over.
        beside.push(step.beside({ ...run, signal }).catch(() => {}));
      }
    }
    if (!run.dryRun) {
      stage = 'Catalog';
      await waitForEntity(run, catalog, credentials);
      sayGoodbye(run);
    }
  } catch (error) {
    throw ended(context, stage, error);
  } finally {
    over.abort();
    await Promise.allSettled(beside);
  }
}

function ended(context: RunContext, stage: string, error: unknown): Error {
  const { names, progress, signal, dryRun } = context;
  const cancelled = signal.aborted;
  const what = cancelled
    ? `Creating ${names.ref} was cancelled during "${stage}"`
    : `Creating ${names.ref} failed during "${stage}": ${reasonOf(error)}`;
  const message = `${what}. ${leftInCluster(context)}`;
  if (cancelled) {
    progress.warn(message);
  }
  const commands = removalCommands(context);
  if (!dryRun && commands.length > 0) {
    progress.line(
      'To remove what was made (the Cluster takes its data with it), as a cluster administrator:',
    );
    commands.forEach(command => progress.line(`  ${command}`));
  }
  return keepKind(error, cancelled, message);
}

/** The same class as the cause, so that others can tell a conflict from an outage. */
function keepKind(error: unknown, cancelled: boolean, message: string): Error {
  if (cancelled || !isError(error) || isKubeError(error)) {
    return withoutStack(new StepFailure(message));
  }
  error.message = message;
  return withoutStack(error);
}

function sayGoodbye(run: PreparedRun): void {
  const { progress, names } = run;
  progress.line(`${names.ref} works: ${publicUrl(run)}`);
  progress.line('What is left to do by hand:');
  remainingWork(run).forEach(task => progress.line(`- ${task}`));
}
