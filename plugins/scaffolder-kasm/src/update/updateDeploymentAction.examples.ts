import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'update',
        name: 'Change Kasm Workspaces',
        action: 'kasm:deployment:update',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'See what a larger size would change, and change nothing',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      size: 'medium',
      planOnly: true,
    }),
  },
  {
    description: 'More room for the database, and a fourth instance',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      database: { storageSize: '50Gi', instances: 4 },
    }),
  },
  {
    description: 'Plain http behind Traefik; a title of its own no more',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      title: null,
      ingress: { backend: 'http' },
    }),
  },
  {
    description: 'Back to the values before the last change',
    example: step({ cluster: 'rke2', name: 'workspaces', undo: true }),
  },
];
