import type { Entity } from '@backstage/catalog-model';
import { catalogLink, deployment, deploymentField } from '../deploymentField';
import { branches } from '../branches';
import { asInput, field } from '../specMapping';
import { templateEntity } from '../templateEntity';
import { NAMESPACE, POOL } from '../written';

/** The template that drains agent VMs of a deployment and removes them. */
export function removeAgentsTemplate(owner: string): Entity {
  return templateEntity({
    name: 'kasm-workspaces-remove-agents',
    title: 'Remove agents from Kasm Workspaces',
    description:
      'Takes agent VMs out of a deployment: no new sessions, then those that run may end, then the VM and its disk go',
    owner,
    spec: {
      presentation: { buttonLabels: { createButtonText: 'Remove' } },
      parameters: [
        {
          title: 'Which',
          'ui:order': ['deployment', 'which', '*', 'force'],
          required: ['deployment', 'which'],
          properties: {
            deployment: deploymentField,
            which: {
              title: 'Which agents',
              type: 'string',
              enum: ['count', 'names'],
              enumNames: [
                'A number of a pool, those with the highest numbers first',
                'By name',
              ],
              default: 'count',
            },
            force: {
              title: 'Also when sessions do not end in time',
              type: 'boolean',
              description: 'Their desktops end, and unsaved work is lost',
              default: false,
            },
          },
          dependencies: branches('which', {
            count: {
              required: ['pool', 'count'],
              properties: {
                pool: { title: 'Pool', ...POOL, default: 'agent' },
                count: {
                  title: 'How many go',
                  type: 'integer',
                  minimum: 1,
                  maximum: 50,
                  default: 1,
                },
              },
            },
            names: {
              required: ['names'],
              properties: {
                names: {
                  title: 'Names of the VMs',
                  type: 'array',
                  minItems: 1,
                  maxItems: 50,
                  items: { title: 'VM', ...NAMESPACE },
                },
              },
            },
          }),
        },
      ],
      steps: [
        {
          id: 'agents',
          name: 'Drain and remove agents',
          action: 'kasm:agents:delete',
          input: {
            ...deployment,
            ...asInput({
              pool: field('pool', { which: ['count'] }),
              count: field('count', { which: ['count'] }),
              names: field('names', { which: ['names'] }),
              force: field('force'),
            }),
          },
        },
      ],
      output: { links: [catalogLink] },
    },
  });
}
