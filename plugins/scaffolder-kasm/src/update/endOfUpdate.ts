import { isError } from '@backstage/errors';
import type { DeploymentDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { Facts, RunContext } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
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
    howToHealHelm(context, policy).forEach(line => progress.line(line));
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

/** What heals a release that Helm could not upgrade: it depends on what the controller does next. */
function howToHealHelm(
  { names, cluster }: RunContext,
  policy: End['policy'],
): string[] {
  const never = 'Never delete the HelmChart to cure it: that uninstalls Kasm.';
  if (policy === 'retry') {
    return [
      `undo: true heals it: the controller upgrades a failed release again when its values change. ${never}`,
    ];
  }
  return [
    'This controller leaves a failed release to an operator ("waiting for operator intervention"), whatever its values are. Run undo: true, then as a cluster administrator:',
    `  helm -n ${names.namespace} history ${names.release}`,
    `  helm -n ${names.namespace} rollback ${names.release} <last revision that was deployed>`,
    `The controller then finds the values of before and settles: kubectl -n ${cluster.systemNamespace} get job helm-install-${names.release}. ${never}`,
  ];
}
