import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'verify',
        name: 'Verify Kasm Workspaces',
        action: 'kasm:deployment:verify',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'Everything has to be seen and to be well',
    example: step({ cluster: 'rke2', name: 'workspaces' }),
  },
  {
    description: 'What the portal may not see does not matter; ten minutes',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      allowUnknown: true,
      deadline: 600,
    }),
  },
];
