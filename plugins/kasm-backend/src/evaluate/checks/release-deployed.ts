import type { Context } from '../Context';
import { releaseBlocked } from '../findings/release-blocked';
import { releaseInstallRefused } from '../findings/release-install-refused';
import { notSeen, type CheckOutcome, type CheckRule } from './check';

export const releaseDeployed: CheckRule = {
  id: 'release-deployed',
  check(context) {
    return context.deployment.delivery === 'external'
      ? byLabels(context)
      : byJob(context);
  },
};

/** Helm's job came to its end, and nothing was found about the release. */
function byJob(context: Context): CheckOutcome {
  const { visible, facts, reason } = context.sights.release;
  if (!visible || !facts) {
    return notSeen(reason);
  }
  if (!facts.present) {
    return { result: 'fail', evidence: 'There is no HelmChart.' };
  }
  const [problem] = [releaseInstallRefused, releaseBlocked].flatMap(one =>
    one.find(context),
  );
  if (problem || facts.deletedAt !== undefined) {
    return {
      result: 'fail',
      evidence: problem?.title ?? 'The HelmChart is being deleted.',
    };
  }
  if (facts.jobComplete === false) {
    return { result: 'fail', evidence: 'Helm is still running.' };
  }
  // A job that is gone may have ended either way.
  return facts.jobComplete
    ? { result: 'pass', evidence: `Chart ${facts.version ?? 'unpinned'}.` }
    : notSeen('The job of Helm is not there any more.');
}

/** Without a HelmChart the workloads' labels are all that tells of Helm. */
function byLabels({ sights }: Context): CheckOutcome {
  const { visible, facts, reason } = sights.controlPlane;
  if (!visible || !facts) {
    return notSeen(reason);
  }
  const charts = new Set(facts.workloads.map(({ chart }) => chart));
  if (charts.size > 1) {
    return {
      result: 'fail',
      evidence: `Of several charts: ${[...charts]
        .map(chart => chart ?? 'none')
        .sort()
        .join(', ')}.`,
    };
  }
  const [chart] = charts;
  return chart
    ? { result: 'pass', evidence: `All of ${chart}.` }
    : notSeen('Nothing carries the label helm.sh/chart.');
}
