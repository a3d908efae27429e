import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'plan',
        name: 'Plan Kasm Workspaces',
        action: 'kasm:deployment:plan',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every one is run by a test. */
export const examples: TemplateExample[] = [
  {
    description: 'What a deployment with the defaults of the platform would be',
    example: step({
      cluster: 'rke2',
      owner: 'group:default/platform-engineers',
      domain: 'example.com',
    }),
  },
  {
    description: 'The same of a larger one',
    example: step({
      cluster: 'rke2',
      name: 'design',
      owner: 'group:default/design',
      domain: 'example.com',
      size: 'large',
      namespace: 'kasm-design',
      database: { namespace: 'kasm-design-db', storageSize: '50Gi' },
    }),
  },
];
