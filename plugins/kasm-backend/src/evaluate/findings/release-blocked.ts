import { command } from '../command';
import { refusal } from './release-install-refused';
import { rule } from './rule';

const STATE =
  /waiting for operator intervention|Resetting|field is immutable|UPGRADE FAILED|INSTALLATION FAILED|conflict with "/;
const REMOVAL = 600;

export const releaseBlocked = rule('release-blocked', 'release', context => {
  const { deployment, sights, ages } = context;
  const { facts } = sights.release;
  if (!facts?.present || refusal(facts)) {
    return [];
  }
  const failure = facts.jobComplete ? undefined : facts.firstFailure;
  const stuck =
    facts.deletedAt !== undefined && ages.olderThan(facts.deletedAt, REMOVAL);
  const refused = failure && STATE.test(failure.message) ? failure : undefined;
  if (facts.failed === undefined && !refused && !stuck) {
    return [];
  }
  const workloads = sights.controlPlane.facts?.workloads ?? [];
  const serves =
    workloads.length > 0 && workloads.every(({ complete }) => complete);
  // The first failure says why; later ones only that it failed before.
  const why =
    failure?.message ?? facts.failed ?? 'its removal does not come to an end';
  const { systemNamespace, namespace, release } = deployment;
  return [
    {
      severity: serves ? 'warning' : 'error',
      title: `Helm stopped: release ${release} cannot go on`,
      since: failure?.at ?? facts.deletedAt,
      evidence: [why, facts.failed === why ? undefined : facts.failed],
      remedy: [
        [
          "Read Helm's own log.",
          stuck
            ? command`kubectl -n ${systemNamespace} logs job/helm-delete-${release}`
            : command`kubectl -n ${systemNamespace} logs job/helm-install-${release}`,
        ],
        ...(/immutable/.test(why)
          ? [
              [
                'Remove the job that cannot be changed.',
                command`kubectl -n ${namespace} delete job ${release}-db-init-job`,
              ] as [string, string],
            ]
          : []),
        [
          'After mending the cause, let it try again.',
          command`kubectl -n ${systemNamespace} delete job helm-install-${release}`,
        ],
      ],
    },
  ];
});
