import type { WorkloadFacts } from '../../observation/Observation';
import { command } from '../command';
import type { Context } from '../Context';
import { rule, type Found } from './rule';

/** Who refuses, as the API server's words tell. A warning that Pod Security only gives is none of them. */
const POLICIES: Array<[RegExp, string]> = [
  [/violates PodSecurity/, 'Pod Security'],
  [/exceeded quota|must specify .{0,100}(limits|requests)\./, 'a quota'],
  [/LimitRange|(maximum|minimum) .{0,80} usage per/i, 'a limit range'],
  [/admission webhook .{0,253} denied/, 'an admission webhook'],
];

type Refused = { subject: string; where: string; message: string };

export const podRejected = rule('pod-rejected', 'controlPlane', context =>
  [...ofWorkloads(context), ...ofJobs(context)].map(
    ({ subject, where, message }): Found => {
      const policy = POLICIES.find(([words]) => words.test(message))?.[1];
      const { namespace } = context.deployment;
      return {
        severity: 'error',
        subject,
        title: `The cluster refuses pods of ${subject}${
          policy ? `: ${policy}` : ''
        }`,
        evidence: [`${where}: ${message}`],
        remedy: [
          [
            'When it “violates PodSecurity”, allow the baseline in this namespace; on Rancher that needs the right updatepsa.',
            command`kubectl label namespace ${namespace} pod-security.kubernetes.io/enforce=baseline --overwrite`,
          ],
          [
            'When a quota or limit range is exceeded, raise it.',
            command`kubectl -n ${namespace} describe resourcequota,limitrange`,
          ],
        ],
      };
    },
  ),
);

/** A Deployment says it itself; of a StatefulSet only events tell, which outlive their cause. */
function ofWorkloads(context: Context): Refused[] {
  const facts = context.sights.controlPlane.facts;
  return (facts?.workloads ?? []).flatMap(workload => {
    const { name, component, replicaFailure } = workload;
    const message =
      replicaFailure ??
      (short(context, workload) ? failedCreate(context, name) : undefined);
    return message ? [{ subject: component, where: name, message }] : [];
  });
}

/** Whether a StatefulSet has fewer pods than it should. */
function short(context: Context, workload: WorkloadFacts): boolean {
  const { kind, component, desired } = workload;
  const pods = (context.sights.controlPlane.facts?.pods ?? []).filter(
    pod => pod.component === component && pod.deletedAt === undefined,
  );
  return kind === 'StatefulSet' && pods.length < desired;
}

/** The job that fills the database; nothing starts before it has. */
function ofJobs(context: Context): Refused[] {
  const facts = context.sights.controlPlane.facts;
  const apiServes = facts?.workloads.some(
    ({ component, ready }) => component === 'api' && ready > 0,
  );
  const running = facts?.pods.some(({ component }) => component === 'db-init');
  const [refused] = (facts?.warnings ?? []).filter(
    ({ kind, reason }) => kind === 'Job' && reason === 'FailedCreate',
  );
  return refused && !apiServes && !running
    ? [
        {
          subject: 'db-init',
          where: refused.object,
          message: refused.message,
        },
      ]
    : [];
}

function failedCreate(context: Context, name: string): string | undefined {
  return context.sights.controlPlane.facts?.warnings?.find(
    ({ kind, object, reason }) =>
      kind === 'StatefulSet' && object === name && reason === 'FailedCreate',
  )?.message;
}
