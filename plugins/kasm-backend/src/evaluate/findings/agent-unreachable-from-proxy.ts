import { isIP } from 'node:net';
import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import { isHidden } from '../agents/machines';
import { agentRows, type AgentRow } from '../agents/rows';
import type { Context } from '../Context';
import { rule, type Found } from './rule';

/** From this chart on Kasm's proxy may be given a resolver. */
const RESOLVES_FROM = [1, 1190, 5];

/** What stands in the way, as a source tells; undefined when it tells of nothing. */
const WHY = {
  agentVms({ vm, agent, made }, { deployment }) {
    const { agentCluster, cluster } = deployment;
    return vm?.wanted &&
      (made || agent) &&
      agentCluster !== cluster &&
      isHidden(vm)
      ? [
          `Its VM is only on the pod network of ${agentCluster}, and Kasm's proxy is on ${cluster}.`,
        ]
      : undefined;
  },
  kasmApi({ agent }, context) {
    if (!agent || agent.enabled === false || isIP(agent.hostname) !== 0) {
      return undefined;
    }
    const complaint = context.sights.controlPlane.facts?.signatures.find(
      ({ id, line }) =>
        (id === 'nginx-resolver' || id === 'nginx-upstream') &&
        line.includes(agent.hostname),
    );
    return complaint || cannotResolve(context)
      ? [
          `It is registered as ${agent.hostname}, and Kasm's proxy resolves no names.`,
          complaint && `Log of proxy: ${complaint.line}`,
        ]
      : undefined;
  },
} satisfies Partial<
  Record<
    SourceName,
    (row: AgentRow, context: Context) => Array<string | undefined> | undefined
  >
>;

export const agentUnreachableFromProxy = rule(
  'agent-unreachable-from-proxy',
  ['agentVms', 'kasmApi'],
  (context, source) =>
    agentRows(context).flatMap(row => {
      const evidence = WHY[source as keyof typeof WHY](row, context);
      return evidence ? [found(row, evidence)] : [];
    }),
);

/** Whether the chart gives the proxy no resolver; whether a newer one does is in its values. */
function cannotResolve({ sights }: Context): boolean {
  const [, ...parts] =
    /^(\d+)\.(\d+)\.(\d+)/.exec(sights.release.facts?.version ?? '') ?? [];
  const version = parts.map(Number);
  const differs = version.findIndex(
    (part, index) => part !== RESOLVES_FROM[index],
  );
  return differs >= 0 && version[differs] < RESOLVES_FROM[differs];
}

function found(
  { name, vm }: AgentRow,
  evidence: Array<string | undefined>,
): Found {
  return {
    severity: 'error',
    subject: name,
    title: `Kasm's proxy cannot reach agent ${name} on 443`,
    since: vm?.readySince,
    evidence,
    remedy: [
      [
        'Put the VM on a bridge network of a VLAN that is routed to the control plane.',
      ],
      ['Let the agent register by its address rather than by a name.'],
    ],
  };
}
