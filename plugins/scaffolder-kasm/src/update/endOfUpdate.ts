import { isError } from '@backstage/errors';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { Facts, RunContext } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { howToHealHelm } from '../steps/healHelm';
import { isUnfinished } from './updateDescriptor';
import { updateRelease } from './updateRelease';

interface End {
  descriptor: DeploymentDescriptor;
  undo: boolean;
  /** Title of the step that it ended in. */
  stage: string;
  /** Whether anything may have changed by then. */
  wrote: boolean;
  policy: Facts['helm']['failurePolicy'];
}

/** What a person reads when an update ends early: why, how to go on, and how to go back. */
export function endOfUpdate(
  context: RunContext,
  { descriptor, undo, stage, wrote, policy }: End,
  error: unknown,
): Error {
  const { names, progress, signal } = context;
  const cancelled = signal.aborted;
  const what = cancelled
    ? `Updating ${names.ref} was cancelled during "${stage}"`
    : `Updating ${names.ref} failed during "${stage}": ${reasonOf(error)}`;
  const message = `${what}. ${
    wrote ? howToGoOn(context, undo) : 'Nothing was changed.'
  }`;
  if (cancelled) {
    progress.warn(message);
  }
  if (wrote && !cancelled && stage === updateRelease.title) {
    howToHealHelm(context, policy, 'update').forEach(line =>
      progress.line(line),
    );
  }
  if (isUnfinished(descriptor) && !wrote) {
    progress.line(
      `An update before this one did not end: with undo: true ${names.ref} goes back to the values of its descriptor`,
    );
  }
  if (cancelled || !isError(error) || isKubeError(error)) {
    return withoutStack(new StepFailure(message));
  }
  error.message = message;
  return withoutStack(error);
}

function howToGoOn({ names }: RunContext, undo: boolean): string {
  return `To go on, run it again with the same values: what is done is not repeated.${
    undo
      ? ''
      : ` To go back, run it for ${names.ref} with undo: true and no values.`
  }`;
}
