import type { JsonObject } from '@backstage/types';
import { branches } from '../branches';
import type { ClusterChoices } from '../clusterChoices';
import { field, type SpecMapping } from '../specMapping';
import { NAMESPACE } from '../written';
import { autoscaleFields } from './autoscaleFields';
import { poolFields } from './poolFields';

/** Where agent VMs live. */
export function agentPlace({ agentClusters }: ClusterChoices): JsonObject {
  return {
    cluster: {
      title: 'Cluster of the agents',
      type: 'string',
      ...(agentClusters[0] ? { default: agentClusters[0] } : {}),
      'ui:field': 'KasmClusterPicker',
      'ui:options': { role: 'agents' },
    },
    namespace: {
      title: 'Namespace of the agents',
      ...NAMESPACE,
      default: 'kasm-agents',
    },
  };
}

/** None yet, static VMs, or Kasm's own autoscaling. */
export function agentsChoice(choices: ClusterChoices): JsonObject {
  const place = agentPlace(choices);
  const required = ['cluster', 'namespace'];
  const some = choices.agentClusters.length > 0;
  return {
    title: 'Agents',
    type: 'object',
    required: ['kind'],
    properties: {
      kind: {
        title: 'Virtual machines that run the desktops',
        type: 'string',
        enum: some ? ['none', 'existing', 'pool', 'autoscaling'] : ['none'],
        enumNames: [
          'None yet: nobody can start a desktop until there is one',
          ...(some
            ? [
                'Made by somebody else: the portal only watches them',
                'A number of VMs, made now',
                'Kasm’s own autoscaling: the portal prepares access to Harvester',
              ]
            : []),
        ],
        default: 'none',
      },
    },
    ...(some && {
      dependencies: branches('kind', {
        none: {},
        existing: { required, properties: place },
        pool: {
          required: [...required, 'pool'],
          properties: { ...place, pool: poolFields },
        },
        autoscaling: {
          required: [...required, 'autoscale'],
          properties: { ...place, autoscale: autoscaleFields },
        },
      }),
    }),
  };
}

const SOME = { 'agents.kind': ['existing', 'pool', 'autoscaling'] };

export const agentsMapping: SpecMapping = {
  cluster: field('agents.cluster', SOME),
  namespace: field('agents.namespace', SOME),
};
