import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'render',
        name: 'Write the manifests',
        action: 'kasm:deployment:render',
        input,
      },
    ],
  });
}

const asked = {
  cluster: 'rke2',
  owner: 'group:default/platform-engineers',
  domain: 'example.com',
};

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'The tree of the platform, services/kasm/, for a pull request',
    example: step(asked),
  },
  {
    description:
      'Passwords from Vault, backups to a bucket, NetworkPolicies, in a folder of the repository',
    example: step({
      ...asked,
      targetPath: 'clusters/rke2',
      networkPolicies: true,
      secrets: {
        mode: 'externalSecrets',
        store: { kind: 'ClusterSecretStore', name: 'vault' },
        credentialsPath: 'kasm/database',
        superuserPath: 'kasm/superuser',
      },
      database: {
        backups: {
          method: 'plugin',
          destinationPath: 's3://cnpg-backups/kasm-pg',
          credentialsSecret: 'backup-credentials',
        },
      },
    }),
  },
  {
    description: 'The same installation once its database is initialised',
    example: step({ ...asked, initialize: false }),
  },
  {
    description: 'Kasm 1.19 behind a Gateway, the superuser never in reach',
    example: step({
      ...asked,
      kasmVersion: '1.19.0',
      database: { initialiseAs: 'owner' },
      ingress: {
        kind: 'httpRoute',
        gateway: { name: 'public', namespace: 'gateways' },
      },
      known: { failurePolicy: 'retry', nginxResolver: '10.43.0.10' },
    }),
  },
];
