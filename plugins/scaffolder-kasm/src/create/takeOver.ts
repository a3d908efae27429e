import { ConflictError } from '@backstage/errors';
import { desiredObjects } from '../plan/desiredObjects';
import { diffFields } from '../plan/diffFields';
import type { PlanEntry } from '../plan/PlanEntry';
import { planObjects } from '../plan/planObjects';
import { describeChange } from '../plan/planTable';
import { partOf } from '../run/partOf';
import type { PreparedRun } from '../run/RunContext';
import { describeObject } from '../run/WriteRecord';
import { findInstallation, refusal, takeOverProblems } from './installation';

/** What makes an installation ours, and what it gets beside. */
const MAY_BE_NEW = new Set(['HelmChart', 'Backup', 'NetworkPolicy']);

/** Values in which ours differ on purpose: the database is in use, and the chart's Secret is kept. */
const MAY_DIFFER =
  /^(dbManagement\.initialize|database\.postgresMasterUser|annotations|kasmSecrets)\b/;

/**
 * Looks whether an installation can become ours without anything of it changing but labels and
 * annotations. Nothing is written.
 *
 * @throws ConflictError that lists everything in the way
 */
export async function checkTakeOver(
  run: PreparedRun,
  currentValues: Record<string, unknown> | undefined,
): Promise<void> {
  if (run.facts.descriptor?.state === 'creating') {
    // begun by an earlier run, which has looked
    return;
  }
  const installation = await findInstallation(run);
  const problems = [
    ...takeOverProblems(run, installation),
    ...valueProblems(run, currentValues),
    ...(await objectProblems(run)),
  ];
  if (problems.length > 0) {
    throw refusal(
      `${run.names.ref} cannot be taken over as it is: ${problems.join('; ')}`,
    );
  }
}

function valueProblems(
  run: PreparedRun,
  current: Record<string, unknown> | undefined,
): string[] {
  const { release, namespace } = run.names;
  if (!current) {
    return [
      `its values are not known: give what helm -n ${namespace} get values ${release} -o json prints as currentValues`,
    ];
  }
  const ours = partOf(run, 'release').map(
    ({ spec }) => (spec as { valuesContent?: string }).valuesContent,
  )[0];
  const differing = diffFields(
    { spec: current },
    { spec: JSON.parse(ours ?? '{}') },
  )
    .map(({ path }) => path.replace(/^spec\.?/, ''))
    .filter(path => !MAY_DIFFER.test(path));
  return differing.length === 0
    ? []
    : [
        // no values: some of somebody else's may be secret
        `its Helm values differ in ${differing.join(
          ', ',
        )}: make the spec say the same, or the values`,
      ];
}

/** What the plan would do beside labels and annotations. */
async function objectProblems(run: PreparedRun): Promise<string[]> {
  const plans = await Promise.allSettled(
    desiredObjects(run).map(object => planObjects(run, [object])),
  );
  return plans.flatMap(plan => {
    if (plan.status === 'fulfilled') {
      return plan.value.flatMap(problemsOf);
    }
    if (plan.reason instanceof ConflictError) {
      return [plan.reason.message];
    }
    throw plan.reason;
  });
}

function problemsOf(entry: PlanEntry): string[] {
  const what = describeObject(entry);
  if (entry.action === 'create') {
    return MAY_BE_NEW.has(entry.kind)
      ? []
      : [`${what} is not there and would be new`];
  }
  const changes = entry.fields.filter(
    ({ path }) => !/^metadata\.(labels|annotations)\b/.test(path),
  );
  return changes.length === 0
    ? []
    : [
        `${what} would change (${changes
          .map(change => describeChange(change))
          .join(', ')})`,
      ];
}
