import type { Entity } from '@backstage/catalog-model';
import { branches } from '../branches';
import { size } from '../create/howBig';
import { catalogLink, deployment, deploymentField } from '../deploymentField';
import { asInput, field, type SpecMapping } from '../specMapping';
import { templateEntity } from '../templateEntity';
import { SIZE } from '../written';

const changing = { what: ['change'] };

/** What is not given stays as it is. */
const changes: SpecMapping = {
  title: field('title', changing),
  size: field('size', changing),
  database: field('database', changing),
  ingress: field('ingress', changing),
};

/** The Change template: other values for a deployment that exists. */
export function changeTemplate(owner: string): Entity {
  return templateEntity({
    name: 'kasm-workspaces-change',
    title: 'Change Kasm Workspaces',
    description:
      'Another size, more storage, other timeouts; or back to what it was before the last change',
    owner,
    spec: {
      presentation: { buttonLabels: { createButtonText: 'Change' } },
      parameters: [
        {
          title: 'Which, and what',
          'ui:order': ['deployment', 'what', '*', 'planOnly'],
          required: ['deployment', 'what'],
          properties: {
            deployment: deploymentField,
            what: {
              title: 'What',
              type: 'string',
              enum: ['change', 'undo'],
              enumNames: [
                'Give it other values',
                'Undo: back to the values before the last change',
              ],
              default: 'change',
            },
            planOnly: {
              title: 'Plan only',
              type: 'boolean',
              description: 'Show what would change, and change nothing',
              default: false,
            },
          },
          dependencies: branches('what', {
            change: {
              properties: {
                size: {
                  ...size,
                  description: 'Stays as it is when not chosen',
                },
                title: {
                  title: 'Title',
                  type: 'string',
                  description: 'What people see; as it is when left empty',
                  maxLength: 63,
                },
                database: {
                  title: 'Database',
                  type: 'object',
                  properties: {
                    instances: {
                      title: 'PostgreSQL instances',
                      description: 'As it is when left empty',
                      type: 'integer',
                      minimum: 1,
                      maximum: 9,
                    },
                    storageSize: {
                      title: 'Storage per instance',
                      description:
                        'As it is when left empty; it can only grow, and the storage class must allow it',
                      ...SIZE,
                    },
                  },
                },
                ingress: {
                  title: 'Timeouts',
                  type: 'object',
                  properties: {
                    readTimeout: {
                      title: 'Read timeout, in seconds',
                      description: 'As it is when left empty',
                      type: 'integer',
                      minimum: 60,
                      maximum: 86_400,
                    },
                  },
                },
              },
            },
            undo: {},
          }),
        },
      ],
      steps: [
        {
          id: 'update',
          name: 'Change the deployment',
          action: 'kasm:deployment:update',
          input: {
            ...deployment,
            ...asInput(changes),
            undo: "${{ parameters.what == 'undo' }}",
            planOnly: '${{ parameters.planOnly }}',
          },
        },
        {
          id: 'verify',
          name: 'Verify that it works',
          if: '${{ not parameters.planOnly }}',
          action: 'kasm:deployment:verify',
          input: deployment,
        },
      ],
      output: {
        links: [catalogLink],
        text: [
          {
            title: 'Plan',
            default: true,
            if: '${{ parameters.planOnly }}',
            content:
              'Nothing was changed. ${{ steps.update.output.changed }} objects would be, as plan `${{ steps.update.output.planHash }}` in the log says; run the template again without *Plan only* to change them.',
          },
        ],
      },
    },
  });
}
