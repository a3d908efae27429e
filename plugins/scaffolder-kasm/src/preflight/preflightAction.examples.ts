import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'preflight',
        name: 'Look whether the cluster is ready',
        action: 'kasm:deployment:preflight',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'Before a deployment with all the defaults of the platform',
    example: step({
      cluster: 'rke2',
      owner: 'group:default/platform-engineers',
      domain: 'example.com',
    }),
  },
  {
    description: 'Only to show what is missing for a larger one with backups',
    example: step({
      cluster: 'rke2',
      name: 'design',
      owner: 'group:default/design',
      domain: 'example.com',
      size: 'medium',
      namespace: 'kasm-design',
      database: {
        namespace: 'kasm-design-db',
        antiAffinity: 'required',
        backups: {
          method: 'plugin',
          destinationPath: 's3://cnpg-backups/design-pg',
          credentialsSecret: 'backup-credentials',
        },
      },
      failOnProblems: false,
    }),
  },
];
