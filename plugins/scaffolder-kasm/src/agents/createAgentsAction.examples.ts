import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'agents',
        name: 'Add agents',
        action: 'kasm:agents:create',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'Two agents with addresses from DHCP',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      image: 'default/ubuntu-24-04',
      network: 'default/agents-vlan20',
    }),
  },
  {
    description: 'Larger ones in a pool of their own, with fixed addresses',
    example: step({
      cluster: 'rke2',
      name: 'workspaces',
      pool: 'large',
      count: 3,
      cores: 16,
      memory: '64Gi',
      diskSize: '300Gi',
      image: 'default/ubuntu-24-04',
      network: 'default/agents-vlan20',
      addresses: {
        method: 'static',
        first: '10.0.20.101',
        prefixLength: 24,
        gateway: '10.0.20.1',
        nameservers: ['10.0.20.2'],
      },
    }),
  },
];
