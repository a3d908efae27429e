import { checkInOf } from '../agents/checkIn';
import {
  agentRows,
  agentsOfKasm,
  agentsOfSessions,
  watchesVms,
} from '../agents/rows';
import { command } from '../command';
import { rule } from './rule';

const GRACE = 3600;

export const agentsNone = rule(
  'agents-none',
  ['agentVms', 'kasmApi'],
  (context, source) => {
    const { deployment, sights, ages } = context;
    const { agentCluster, agentNamespace } = deployment;
    const kasm = agentsOfKasm(context);
    const hasPlace = agentCluster !== undefined && watchesVms(context);
    const noVm = sights.agentVms.facts
      ? sights.agentVms.facts.vms.length === 0
      : sights.agentVms.state === 'empty';
    const leads = hasPlace ? 'agentVms' : 'kasmApi';
    const none =
      hasPlace && noVm
        ? // Records of machines that are gone serve nobody.
          (kasm ?? agentsOfSessions(context)).every(agent =>
            ['late', 'lost'].includes(checkInOf(agent, context) ?? ''),
          )
        : // Without Kasm's word, what is there may be an agent.
          (hasPlace ? sights.agentVms.facts !== undefined : true) &&
          kasm !== undefined &&
          agentRows(context).length === 0;
    if (source !== leads || !none) {
      return [];
    }
    return [
      {
        severity:
          // Agents may be machines of their own: only Kasm knows that there is none.
          kasm &&
          deployment.state === 'active' &&
          ages.olderThan(deployment.createdAt, GRACE)
            ? 'error'
            : 'info',
        title: kasm
          ? 'No agent: nobody can start a session'
          : 'No agent VM is seen',
        evidence: [
          hasPlace && noVm
            ? `No VM in ${agentNamespace} on ${agentCluster}.`
            : undefined,
          kasm?.length === 0 ? 'Kasm knows no agent.' : undefined,
          kasm ? undefined : 'Whether Kasm has agents elsewhere is not known.',
          kasm?.length
            ? `Kasm still lists ${kasm.length}, of which none checks in.`
            : undefined,
        ],
        remedy: [
          [
            'Add agents, or set up autoscaling in Kasm (Infrastructure, Pools).',
            hasPlace
              ? command`kubectl --context ${agentCluster} -n ${agentNamespace} get vm,vmi`
              : undefined,
          ],
        ],
      },
    ];
  },
);
