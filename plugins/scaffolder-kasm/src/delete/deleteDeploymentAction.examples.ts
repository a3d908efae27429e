import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'delete',
        name: 'Remove Kasm Workspaces',
        action: 'kasm:deployment:delete',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'Remove Kasm, and keep its database for another time',
    example: step({ cluster: 'rke2', name: 'try' }),
  },
  {
    description: 'The same while people work, and without a last backup',
    example: step({
      cluster: 'rke2',
      name: 'try',
      force: true,
      skipBackup: true,
    }),
  },
  {
    description: 'Remove everything, the database included',
    example: step({
      cluster: 'rke2',
      name: 'try',
      deleteData: true,
      confirmName: 'try',
      force: true,
    }),
  },
];
