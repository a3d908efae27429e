import type { Entity } from '@backstage/catalog-model';
import { branches, folded } from '../branches';
import { deployment, deploymentField } from '../deploymentField';
import { field, asInput, present } from '../specMapping';
import { templateEntity } from '../templateEntity';
import { NAME } from '../written';

const everything = { data: ['delete'] };

const removed = 'steps.delete.output';

/** The commands are the action's own; none of them has a secret value. */
const whatStays = [
  `\`\${{ ${removed}.ref }}\`: \${{ ${removed}.state }}.`,
  `{% if ${removed}.kept | length %}What stays, and how to remove it:`,
  `{% for item in ${removed}.kept %}\n- \${{ item.object }} \${{ item.why }}: \`\${{ item.remove }}\`{% endfor %}{% else %}Nothing stays.{% endif %}`,
].join('\n\n');

/** The template that removes a deployment. */
export function removeTemplate(owner: string): Entity {
  return templateEntity({
    name: 'kasm-workspaces-remove',
    title: 'Remove Kasm Workspaces',
    description:
      'Takes a deployment away. Its database and Secrets stay unless you say otherwise, so that the same name can come back to them',
    owner,
    spec: {
      presentation: { buttonLabels: { createButtonText: 'Remove' } },
      parameters: [
        {
          title: 'Which, and how much of it',
          'ui:order': ['deployment', 'data', '*', 'care'],
          required: ['deployment', 'data'],
          properties: {
            deployment: deploymentField,
            data: {
              title: 'Database and Secrets',
              type: 'string',
              enum: ['keep', 'delete'],
              enumNames: [
                'Keep them: the same name can be created again with its users and settings',
                'Delete them: users, settings and passwords are gone for good',
              ],
              default: 'keep',
            },
            care: folded(
              'If people work on it now, or it is watched only',
              'Sessions, the last backup, forgetting',
              {
                force: {
                  title: 'Also while sessions run',
                  type: 'boolean',
                  description: 'Their desktops end, and unsaved work is lost',
                  default: false,
                },
                skipBackup: {
                  title: 'Take no last backup',
                  type: 'boolean',
                  default: false,
                },
                forget: {
                  title: 'Only stop watching it',
                  type: 'boolean',
                  description:
                    'For an installation that the portal did not make: nothing of it is removed',
                  default: false,
                },
              },
            ),
          },
          dependencies: branches('data', {
            keep: {},
            delete: {
              required: ['confirmName'],
              properties: {
                confirmName: {
                  title: 'Name of the deployment, typed again',
                  description: 'This cannot be undone',
                  ...NAME,
                },
                deleteBackups: {
                  title: 'Remove the records of backups too',
                  type: 'boolean',
                  description: 'What lies in a bucket stays there',
                  default: false,
                },
              },
            },
          }),
        },
      ],
      steps: [
        {
          id: 'delete',
          name: 'Remove the deployment',
          action: 'kasm:deployment:delete',
          input: {
            ...deployment,
            deleteData: "${{ parameters.data == 'delete' }}",
            ...asInput({
              confirmName: field('confirmName', everything),
              deleteBackups: field('deleteBackups', everything),
              force: field('care.force'),
              skipBackup: field('care.skipBackup'),
              forget: field('care.forget'),
            }),
          },
        },
      ],
      output: {
        links: [],
        text: [
          {
            title: 'What stays',
            default: true,
            if: present('steps.delete.output.state'),
            content: whatStays,
          },
        ],
      },
    },
  });
}
