import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'autoscale',
        name: 'Prepare autoscaling',
        action: 'kasm:agents:autoscale',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: "What Kasm needs to scale agents by itself, with Kasm's sizes",
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      image: 'default/ubuntu-24-04',
      network: 'default/agents-vlan20',
    }),
  },
  {
    description: 'Up to twenty larger VMs, with room for the next sessions',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      image: 'default/ubuntu-24-04',
      network: 'default/agents-vlan20',
      maxInstances: 20,
      cores: 16,
      memoryGiB: 64,
      diskGiB: 300,
      standbyCores: 8,
      standbyMemoryMB: 16384,
    }),
  },
];
