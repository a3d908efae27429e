import type { Entity } from '@backstage/catalog-model';
import { branches } from '../branches';
import type { ClusterChoices } from '../clusterChoices';
import { catalogLink, deployment, deploymentField } from '../deploymentField';
import { asInput, field, present } from '../specMapping';
import { templateEntity } from '../templateEntity';
import { agentPlace } from './agentsChoice';
import { autoscaleFields, autoscaleMapping } from './autoscaleFields';
import { poolFields, poolMapping } from './poolFields';

const elsewhere = { where: ['other'] };

/** The template that adds agent VMs to a deployment, or prepares Kasm's own autoscaling of them. */
export function addAgentsTemplate(
  owner: string,
  choices: ClusterChoices,
): Entity {
  const place = {
    ...deployment,
    ...asInput({
      agentCluster: field('place.cluster', elsewhere),
      agentNamespace: field('place.namespace', elsewhere),
    }),
  };
  return templateEntity({
    name: 'kasm-workspaces-add-agents',
    title: 'Add agents to Kasm Workspaces',
    description:
      'Virtual machines on Harvester that run desktops: made, started and joined to a deployment, or left to Kasm’s own autoscaling',
    owner,
    spec: {
      presentation: { buttonLabels: { createButtonText: 'Add' } },
      parameters: [
        {
          title: 'Which, and how many',
          required: ['deployment', 'where', 'kind'],
          properties: {
            deployment: deploymentField,
            where: {
              title: 'Where',
              type: 'string',
              enum: ['own', 'other'],
              enumNames: [
                'Where the deployment’s agents are',
                'It has no place for agents yet',
              ],
              default: 'own',
            },
            kind: {
              title: 'How',
              type: 'string',
              enum: ['pool', 'autoscaling'],
              enumNames: [
                'A number of VMs, made now',
                'Kasm’s own autoscaling: the portal prepares access to Harvester',
              ],
              default: 'pool',
            },
          },
          dependencies: {
            ...branches('where', {
              own: {},
              other: {
                required: ['place'],
                properties: {
                  place: {
                    title: 'Place',
                    type: 'object',
                    required: ['cluster', 'namespace'],
                    properties: agentPlace(choices),
                  },
                },
              },
            }),
            ...branches('kind', {
              pool: {
                required: ['agents'],
                properties: { agents: poolFields },
              },
              autoscaling: {
                required: ['autoscale'],
                properties: { autoscale: autoscaleFields },
              },
            }),
          },
        },
      ],
      steps: [
        {
          id: 'agents',
          name: 'Add agents',
          if: "${{ parameters.kind == 'pool' }}",
          action: 'kasm:agents:create',
          input: { ...place, ...asInput(poolMapping('agents')) },
        },
        {
          id: 'autoscale',
          name: 'Prepare autoscaling',
          if: "${{ parameters.kind == 'autoscaling' }}",
          action: 'kasm:agents:autoscale',
          input: { ...place, ...asInput(autoscaleMapping('autoscale')) },
        },
      ],
      output: {
        links: [catalogLink],
        text: [
          {
            title: 'Still to do',
            default: true,
            if: present('(steps.agents.output.remaining | length)'),
            content: "- ${{ steps.agents.output.remaining | join('\\n- ') }}",
          },
        ],
      },
    },
  });
}
