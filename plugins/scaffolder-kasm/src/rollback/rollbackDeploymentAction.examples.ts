import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const rollback = (input: object) => ({
  id: 'rollback',
  name: 'Undo',
  if: '${{ failure() }}',
  action: 'kasm:deployment:rollback',
  input,
});

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description:
      'After a create that failed: remove what this task made, and keep the database',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create Kasm Workspaces',
          action: 'kasm:deployment:create',
          input: {
            cluster: 'rke2',
            name: 'try',
            owner: 'user:default/alice',
            domain: 'example.com',
          },
        },
        rollback({ cluster: 'rke2', name: 'try' }),
      ],
    }),
  },
  {
    description: 'The same, and the database too when this task made it',
    example: stringify({
      steps: [rollback({ cluster: 'rke2', name: 'try', deleteData: true })],
    }),
  },
];
