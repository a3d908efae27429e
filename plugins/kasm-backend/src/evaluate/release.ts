import type {
  Finding,
  ReleaseStatus,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Context } from './Context';

/** The Helm release as the page shows it; undefined when it was never seen. */
export function releasePart(
  context: Context,
  findings: Finding[],
): ReleaseStatus | undefined {
  const { facts } = context.sights.release;
  const { delivery } = context.deployment;
  if (!facts) {
    return undefined;
  }
  return {
    delivery,
    version: facts.version,
    ...stateOf(context, findings),
  };
}

function stateOf(
  context: Context,
  findings: Finding[],
): Pick<ReleaseStatus, 'state' | 'reason'> {
  const { facts, visible } = context.sights.release;
  if (!facts || !visible) {
    return { state: 'unknown' };
  }
  const finding = findings.find(({ id }) => id.startsWith('release-'));
  if (finding) {
    return {
      state: finding.settling ? 'progressing' : 'failing',
      reason: finding.title,
    };
  }
  if (!facts.present) {
    return context.deployment.delivery === 'external'
      ? { state: 'unknown', reason: 'Delivered by something else.' }
      : {
          state: context.creating ? 'progressing' : 'missing',
          reason: 'There is no HelmChart.',
        };
  }
  // A job that is gone has finished: only one that is there and runs is progress.
  return facts.jobComplete === false && facts.deletedAt === undefined
    ? { state: 'progressing', reason: 'Helm is running.' }
    : { state: 'ok' };
}
