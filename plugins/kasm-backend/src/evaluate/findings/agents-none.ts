import { command } from '../command';
import { rule } from './rule';

const GRACE = 3600;

export const agentsNone = rule('agents-none', 'agentVms', context => {
  const { deployment, sights, ages } = context;
  const { facts, state } = sights.agentVms;
  const { agentCluster, agentNamespace } = deployment;
  const empty = facts ? facts.vms.length === 0 : state === 'empty';
  if (agentCluster === undefined || state === 'notConfigured' || !empty) {
    return [];
  }
  return [
    {
      severity:
        deployment.state === 'active' &&
        ages.olderThan(deployment.createdAt, GRACE)
          ? 'error'
          : 'info',
      title: 'No agent: nobody can start a session',
      evidence: [`No VM in ${agentNamespace} on ${agentCluster}.`],
      remedy: [
        [
          'Add agents, or set up autoscaling in Kasm (Infrastructure, Pools).',
          command`kubectl --context ${agentCluster} -n ${agentNamespace} get vm,vmi`,
        ],
      ],
    },
  ];
});
