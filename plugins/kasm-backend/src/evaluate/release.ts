import type {
  Finding,
  ReleaseStatus,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { Context } from './Context';
import { clean } from './text';

/** The Helm release as the page shows it; undefined when it was never seen. */
export function releasePart(
  context: Context,
  findings: Finding[],
): ReleaseStatus | undefined {
  const { release, controlPlane } = context.sights;
  const { facts } = release;
  const { delivery } = context.deployment;
  const [first] = controlPlane.facts?.workloads ?? [];
  const appVersion = first?.appVersion;
  if (!facts) {
    return delivery === 'external' && first?.chart !== undefined
      ? byLabels(context, first.chart, appVersion)
      : undefined;
  }
  const failure = facts.jobComplete ? undefined : facts.firstFailure;
  return {
    delivery,
    version: facts.version,
    ...(appVersion !== undefined && { appVersion }),
    ...(facts.present && {
      policy: facts.configPolicy ?? facts.failurePolicy ?? 'reinstall',
    }),
    ...(failure && {
      firstFailure: { at: failure.at, message: clean(failure.message) },
    }),
    ...stateOf(context, findings),
  };
}

/** What somebody else's Helm left on what it made: `kasm-1.1181.1`. */
function byLabels(
  { sights }: Context,
  chart: string,
  appVersion: string | undefined,
): ReleaseStatus {
  const { visible } = sights.controlPlane;
  return {
    delivery: 'external',
    version: /-(\d.*)$/.exec(chart)?.[1] ?? chart,
    ...(appVersion !== undefined && { appVersion }),
    state: 'unknown',
    reason: visible ? 'Delivered by something else.' : 'Not seen now.',
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
