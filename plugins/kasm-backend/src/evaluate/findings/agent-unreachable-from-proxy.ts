import { isIP } from 'node:net';
import type { SourceName } from '@kasm-portal/backstage-plugin-kasm-common';
import { moment } from '../Ages';
import { checkInOf } from '../agents/checkIn';
import { isHidden } from '../agents/machines';
import { agentRows, type AgentRow } from '../agents/rows';
import type { Context } from '../Context';
import type {
  KasmAgentFacts,
  LogSignature,
} from '../../observation/Observation';
import { rule, type Found } from './rule';

/** From this chart on Kasm's proxy may be given a resolver. */
const RESOLVES_FROM = [1, 1190, 5];

/** Seconds. What the proxy complained of longer ago may be mended. */
const RECENT = 10 * 60;

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
    if (!agent || agent.enabled === false) {
      return undefined;
    }
    const complaint = complaintAbout(agent, context);
    if (isIP(agent.hostname) !== 0) {
      return complaint &&
        // An agent that nobody hears is silent for another reason; an old complaint may be over.
        checkInOf(agent, context) === 'fresh' &&
        moment(complaint.at) !== undefined &&
        !context.ages.olderThan(complaint.at, RECENT)
        ? [
            `It is registered as ${agent.hostname} and checks in, so the way from Kasm's proxy to it is closed.`,
            `Log of proxy: ${complaint.line}`,
          ]
        : undefined;
    }
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

/** What the proxy's log says of just that agent: `10.0.0.1` is none of `10.0.0.11`. */
function complaintAbout(
  { hostname }: KasmAgentFacts,
  { sights }: Context,
): LogSignature | undefined {
  const name = hostname.toLowerCase();
  return sights.controlPlane.facts?.signatures
    .filter(
      ({ id, line }) =>
        (id === 'nginx-resolver' || id === 'nginx-upstream') &&
        line
          .toLowerCase()
          .split(/[^a-z0-9.:-]+|:\d+(?![0-9a-f:])/)
          .map(word => word.replace(/[.:]+$/, ''))
          .includes(name),
    )
    .sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}

/** Whether the proxy has no resolver: older charts give it none, and the later one's default fits no RKE2. */
function cannotResolve({ sights }: Context): boolean {
  const [, ...parts] =
    /^(\d+)\.(\d+)\.(\d+)/.exec(sights.release.facts?.version ?? '') ?? [];
  const version = parts.map(Number);
  const differs = version.findIndex(
    (part, index) => part !== RESOLVES_FROM[index],
  );
  return differs >= 0 && version[differs] < RESOLVES_FROM[differs]
    ? true
    : sights.release.facts?.resolvesNames === false && version.length > 0;
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
