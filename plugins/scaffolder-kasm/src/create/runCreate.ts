import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import { planHash } from '../plan/planHash';
import { preflight } from '../preflight/preflight';
import { requirePassed } from '../preflight/requirePassed';
import { sayFindings } from '../preflight/sayFindings';
import { howToRemove, leftInCluster } from '../run/leftovers';
import type { Facts, PreparedRun, RunContext, Step } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { howToHealHelm } from '../steps/healHelm';
import { release, settleRelease } from '../steps/release';
import { lookAtTimeouts } from '../steps/traefikTimeouts';
import { createSteps } from './createSteps';
import { publicUrl, remainingWork } from './outputs';
import { waitForEntity } from './waitForEntity';
import { warnOfUnknownOwner } from './warnOfUnknownOwner';

interface Surroundings {
  /** `kasm.deployments`: they have names too. */
  configured: unknown[];
  catalog: CatalogService;
  credentials: BackstageCredentials;
  /** What has to hold before anything is written, beside the preflight. */
  check?(run: PreparedRun): Promise<void>;
  /** Removes again what this task made, when the task is cancelled. */
  undo?(run: RunContext): Promise<void>;
}

/** How far it came. */
interface Stage {
  title: string;
  /** Once the preflight has found them. */
  facts?: Facts;
}

/**
 * Goes through the steps. Whatever ends it early, the last thing said is what was left and how to go
 * on; nothing is removed behind anybody's back.
 *
 * @returns facts for the audit
 */
export async function runCreate(
  context: RunContext,
  surroundings: Surroundings,
): Promise<JsonObject> {
  const { configured, catalog, credentials, check } = surroundings;
  const stage: Stage = { title: 'Preflight' };
  try {
    context.progress.line(
      `${context.dryRun ? 'Trying out' : 'Creating'} ${context.names.ref}`,
    );
    await warnOfUnknownOwner(context, catalog, credentials);
    const report = await preflight(context, configured);
    sayFindings(report, context);
    requirePassed(report, context);
    const { facts } = report;
    stage.facts = facts;
    const run: PreparedRun = { ...context, facts };
    await check?.(run);
    if (run.spec.ingress.manageTraefikTimeouts) {
      // refused now rather than when half of it is made
      await lookAtTimeouts(run);
    }
    await goThrough(run, createSteps(facts, context), stage);
    if (!run.dryRun) {
      stage.title = 'Catalog';
      await waitForEntity(run, catalog, credentials);
      sayGoodbye(run);
    }
    return { planHash: planHash(run) };
  } catch (error) {
    throw await ended(context, stage, error, surroundings);
  }
}

async function goThrough(
  run: PreparedRun,
  steps: readonly Step[],
  stage: Stage,
): Promise<void> {
  const over = new AbortController();
  const beside: Array<Promise<void>> = [];
  try {
    for (const [index, step] of steps.entries()) {
      stage.title = step.title;
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
  } finally {
    over.abort();
    await Promise.allSettled(beside);
  }
}

async function ended(
  context: RunContext,
  stage: Stage,
  error: unknown,
  { undo }: Surroundings,
): Promise<Error> {
  const { names, progress, signal, dryRun } = context;
  const cancelled = signal.aborted;
  const what = cancelled
    ? `Creating ${names.ref} was cancelled during "${stage.title}"`
    : `Creating ${names.ref} failed during "${stage.title}": ${reasonOf(
        error,
      )}`;
  if (cancelled && undo && !dryRun) {
    try {
      progress.warn(`${what}. What this task made is removed again`);
      await undo(context);
      return keepKind(error, cancelled, `${what}, and undone`);
    } catch (failure) {
      progress.warn(`It could not all be removed: ${reasonOf(failure)}`);
    }
  }
  const message = `${what}. ${leftInCluster(context)}`;
  if (cancelled) {
    progress.warn(message);
  }
  if (!cancelled && !dryRun) {
    howToGoOn(context, stage).forEach(line => progress.line(line));
  }
  howToRemove(context).forEach(line => progress.line(line));
  return keepKind(error, cancelled, message);
}

/** What a person has to do where the controller does not try again by itself. */
function howToGoOn(context: RunContext, { title, facts }: Stage): string[] {
  if (!facts || ![release.title, settleRelease.title].includes(title)) {
    return [];
  }
  const first = title === release.title && !facts.initialised;
  return howToHealHelm(
    context,
    facts.helm.failurePolicy,
    first ? 'install' : 'upgrade',
  );
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
