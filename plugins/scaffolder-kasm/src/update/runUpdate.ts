import { ConflictError, InputError } from '@backstage/errors';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { diffFields, type FieldChange } from '../plan/diffFields';
import type { PlanEntry } from '../plan/PlanEntry';
import { planHash } from '../plan/planHash';
import { describeChange, planTable } from '../plan/planTable';
import { archiveServerName } from '../preflight/archiveServerName';
import { requirePassed } from '../preflight/requirePassed';
import { sayFindings } from '../preflight/sayFindings';
import type { PreparedRun, RunContext } from '../run/RunContext';
import { decideUpdate, type UpdateDecision } from './decideUpdate';
import { endOfUpdate } from './endOfUpdate';
import { gatherFacts } from './gatherFacts';
import { planUpdate } from './planUpdate';
import { quietRelease } from './quietRelease';
import { isUnfinished, type Way } from './updateDescriptor';
import { updateChecks } from './updateChecks';
import { updateSteps } from './updateSteps';

/** What an update came to. */
export interface UpdateResult {
  /** Fields of the spec. */
  changes: FieldChange[];
  plan: PlanEntry[];
  planHash: string;
  /** Whether anything was written. */
  written: boolean;
}

interface Asked {
  descriptor: DeploymentDescriptor;
  planOnly: boolean;
  expectedPlan?: string;
  undo: boolean;
  withoutBackup: boolean;
}

/**
 * Brings a deployment to another spec, where it is. First what is refused, all at once; then the plan;
 * then, unless only that was asked for, the steps. Whatever ends it early, running it again with the
 * same values ends the same.
 */
export async function runUpdate(
  context: RunContext,
  asked: Asked,
): Promise<UpdateResult> {
  const { descriptor, undo } = asked;
  const { progress, names } = context;
  let stage = 'Plan';
  let wrote = false;
  let policy: PreparedRun['facts']['helm']['failurePolicy'] = 'abort';
  try {
    const { run, decision } = await decide(context, asked);
    policy = run.facts.helm.failurePolicy;
    const plan = await planUpdate(run, descriptor.spec);
    const changes = specChanges(descriptor, run);
    const hash = planHash(run);
    tell(run, decision, changes, plan);
    const result = { changes, plan, planHash: hash, written: false };
    if (asked.expectedPlan !== undefined && asked.expectedPlan !== hash) {
      throw new ConflictError(
        `the plan is not the one that was expected any more (${hash} instead of ${asked.expectedPlan}): look at it again`,
      );
    }
    const nothing =
      changes.length === 0 &&
      !plan.some(({ action }) => action !== 'unchanged') &&
      !isUnfinished(descriptor) &&
      !(undo && descriptor.previous);
    if (nothing) {
      progress.line(`${names.ref} is as it was asked to be: nothing to change`);
      return result;
    }
    if (asked.planOnly || run.dryRun) {
      progress.line(`Nothing was changed: this was only the plan (${hash})`);
      return result;
    }
    const way: Way = { before: descriptor, undo };
    const steps = updateSteps(way, decision, run.spec);
    for (const [index, step] of steps.entries()) {
      stage = step.title;
      progress.line(`Step ${index + 1} of ${steps.length}: ${step.title}`);
      wrote ||= step !== quietRelease;
      const wait = await step.write(run);
      await wait?.();
      run.signal.throwIfAborted();
    }
    progress.line(`${names.ref} is updated`);
    return { ...result, written: true };
  } catch (error) {
    throw endOfUpdate(context, { ...asked, stage, wrote, policy }, error);
  }
}

async function decide(
  context: RunContext,
  { descriptor, undo, withoutBackup }: Asked,
): Promise<{ run: PreparedRun; decision: UpdateDecision }> {
  const facts = await gatherFacts(context);
  const decision = decideUpdate(descriptor, context.spec, facts);
  const refusals = [...decision.refusals];
  const { chartUpgrade } = decision;
  if (
    chartUpgrade &&
    descriptor.spec.database.backups.method === 'none' &&
    !withoutBackup
  ) {
    refusals.push(
      `chart ${chartUpgrade.from} would become ${chartUpgrade.to}, after which Helm cannot go back, and no backup is configured: set database.backups first, or say withoutBackup: true`,
    );
  }
  if (refusals.length > 0) {
    throw new InputError(refusals.join('; '));
  }
  if (undo && !descriptor.previous) {
    throw new InputError(
      'there are no values before to go back to: undo works once after a change',
    );
  }
  const report = await updateChecks(context, descriptor.spec);
  sayFindings(report, context);
  requirePassed(report, context);
  return {
    decision,
    run: {
      ...context,
      facts: {
        ...report.facts,
        initialised: true,
        descriptor,
        archiveServerName: archiveServerName(context, descriptor),
      },
    },
  };
}

/** What differs between the spec that was and the one that is wanted. */
function specChanges(
  { spec }: DeploymentDescriptor,
  run: PreparedRun,
): FieldChange[] {
  return diffFields({ spec }, { spec: run.spec }).map(change => ({
    ...change,
    path: change.path.replace(/^spec\./, ''),
  }));
}

function tell(
  { progress, names, facts }: PreparedRun,
  { notes, chartUpgrade }: UpdateDecision,
  changes: FieldChange[],
  plan: PlanEntry[],
): void {
  const unfinished = facts.descriptor && isUnfinished(facts.descriptor);
  if (changes.length > 0) {
    progress.line(`Changes of ${names.ref}:`);
    changes.forEach(change => progress.line(`  ${describeChange(change)}`));
  }
  if (unfinished) {
    progress.warn(
      'An update before this one did not end: what it changed and is not asked for again goes back to what it was',
    );
  }
  if (chartUpgrade) {
    progress.line(
      `Chart ${chartUpgrade.from} becomes ${chartUpgrade.to}: a backup comes first`,
    );
  }
  progress.line('What becomes of its objects:');
  planTable(plan).forEach(line => progress.line(line));
  notes.forEach(note => progress.warn(note));
}
