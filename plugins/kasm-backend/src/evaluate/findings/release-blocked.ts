import { command } from '../command';
import { refusal } from './release-install-refused';
import { rule } from './rule';

const STATE =
  /waiting for operator intervention|Resetting|field is immutable|UPGRADE FAILED|INSTALLATION FAILED|conflict with "/;
const REMOVAL = 600;

/** What stands in the way, in words for the title. */
const REASONS: Array<[RegExp, string]> = [
  [/field is immutable/, 'an object cannot be changed'],
  [/conflict with "/, 'somebody else changed a field'],
  [/denied the request|denied request|is forbidden/, 'the cluster refused'],
  [/waiting for operator intervention/, 'it waits for an operator'],
  [/timed out/, 'it took too long'],
];

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
  const reason =
    stuck && failure === undefined
      ? 'its removal does not end'
      : REASONS.find(([words]) => words.test(why))?.[1] ?? 'it failed';
  return [
    {
      severity: serves ? 'warning' : 'error',
      title: `Helm stopped: release ${release} cannot go on (${reason})`,
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
        ...(/conflict with "/.test(why)
          ? [
              [
                'Take back the change by hand, or set forceConflicts on the HelmChart.',
                command`kubectl -n ${namespace} get deploy -o yaml --show-managed-fields`,
              ] as [string, string],
            ]
          : []),
        [
          'After mending the cause, let it try again; when nothing else helps, change it back to what worked before.',
          command`kubectl -n ${systemNamespace} delete job helm-install-${release}`,
        ],
      ],
    },
  ];
});
