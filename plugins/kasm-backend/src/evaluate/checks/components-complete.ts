import { expectedRoles, runningVersion } from '../components';
import { notSeen, type CheckRule } from './check';

export const componentsComplete: CheckRule = {
  id: 'components-complete',
  check(context) {
    const { visible, facts, reason } = context.sights.controlPlane;
    if (!visible || !facts) {
      return notSeen(reason);
    }
    const { workloads } = facts;
    const expected = expectedRoles(context);
    const missing = expected.filter(
      role => !workloads.some(({ component }) => component === role),
    );
    const late = workloads.filter(
      ({ complete, desired }) => !complete && desired > 0,
    );
    const versions = [
      ...new Set(workloads.flatMap(({ version }) => version ?? [])),
    ].sort();
    const [problem] = [
      workloads.length === 0 && 'Nothing is deployed.',
      missing.length > 0 && `Missing: ${missing.join(', ')}.`,
      late.length > 0 &&
        `Rolling out: ${late.map(({ component }) => component).join(', ')}.`,
      versions.length > 1 && `Of several versions: ${versions.join(', ')}.`,
    ].filter(said => said !== false);
    if (problem) {
      return { result: 'fail', evidence: problem };
    }
    return expected.length === 0
      ? notSeen(`Version ${runningVersion(context) ?? '?'} is not known.`)
      : {
          result: 'pass',
          evidence: `${workloads.length} of ${versions[0] ?? 'one version'}.`,
        };
  },
};
