import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'agents',
        name: 'Remove agents',
        action: 'kasm:agents:delete',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'One less of a pool, after its sessions have ended',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      pool: 'agent',
      count: 1,
    }),
  },
  {
    description: 'Certain ones, with an hour for people to finish',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      names: ['workspaces-agent-1', 'workspaces-agent-2'],
      deadlines: { drain: 3600 },
    }),
  },
  {
    description: 'Now, whoever works on it',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      names: ['workspaces-agent-1'],
      force: true,
    }),
  },
];
