import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'restart',
        name: 'Restart components',
        action: 'kasm:deployment:restart',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'Have a renewed certificate served',
    example: step({ cluster: 'rke2', name: 'workspaces' }),
  },
  {
    description: 'The API and the manager, after the database password changed',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      components: ['api', 'manager'],
      reason: 'rotation of the database password',
    }),
  },
];
