import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';
import { describeRight, type Right } from '../Right';
import { neededRights } from '../rights';
import { rightsAsRoles } from '../rightsAsRoles';
import { networkPolicies } from './networkPolicies';

/** Whether the writer may do everything that the run will do: one review for each verb of each row. */
export const writerRights: CheckGroup = async looking => {
  const { run, looks } = looking;
  const places = [
    ...new Set([
      run.cluster.systemNamespace,
      run.names.namespace,
      run.names.databaseNamespace,
    ]),
  ];
  const [there, policies] = await Promise.all([
    Promise.all(places.map(place => looks.get(resources.namespaces, place))),
    networkPolicies(looking),
  ]);
  const needed = neededRights(run, {
    missing: places.filter((_, index) => there[index].state !== 'there'),
    networkPolicies: policies.facts?.networkPoliciesNeeded === true,
  });
  const answers = await Promise.all(needed.map(right => looks.may(right)));
  return { checks: [judgeRights(run.cluster.name, needed, answers)] };
};

/** @internal */
export function judgeRights(
  cluster: string,
  needed: Right[],
  answers: Array<Seen<boolean>>,
): PreflightCheck {
  const check = about('rights', "Writer's rights");
  const missing = needed.filter((_, index) => {
    const answer = answers[index];
    return answer.state === 'there' && !answer.value;
  });
  if (missing.length > 0) {
    return check.fail(
      `The portal's writer misses rights in cluster ${cluster}: ${missing
        .map(describeRight)
        .sort()
        .join('; ')}`,
      `apply manifests/writer-rbac.yaml of the scaffolder module there, or bind what is missing to the writer:\n${rightsAsRoles(
        missing,
      )}`,
    );
  }
  const hidden = answers.find(({ state }) => state === 'hidden');
  return hidden?.state === 'hidden'
    ? check.unknown(
        `the server does not say what the writer may do: ${hidden.detail}`,
        hidden.remedy,
      )
    : check.pass(`all ${needed.length} that a run uses`);
}
