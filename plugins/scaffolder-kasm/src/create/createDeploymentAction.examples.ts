import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function step(input: object): string {
  return stringify({
    steps: [
      {
        id: 'create',
        name: 'Create Kasm Workspaces',
        action: 'kasm:deployment:create',
        input,
      },
    ],
  });
}

/** Shown in the scaffolder's list of actions; every input is valid. */
export const examples: TemplateExample[] = [
  {
    description: 'A deployment with all the defaults of the platform',
    example: step({
      cluster: 'rke2',
      owner: 'group:default/platform-engineers',
      domain: 'example.com',
    }),
  },
  {
    description: 'A larger one with backups, in its own namespaces',
    example: step({
      cluster: 'rke2',
      name: 'design',
      title: 'Desktops of the design team',
      owner: 'group:default/design',
      domain: 'example.com',
      size: 'medium',
      namespace: 'kasm-design',
      database: {
        namespace: 'kasm-design-db',
        instances: 3,
        storageSize: '50Gi',
        storageClass: 'harvester',
        backups: {
          method: 'plugin',
          schedule: '0 45 2 * * *',
          destinationPath: 's3://cnpg-backups/design-pg',
          endpointUrl: 'https://minio.example.com:9000',
          credentialsSecret: 'backup-credentials',
          retentionPolicy: '30d',
        },
      },
    }),
  },
  {
    description: 'One for trying things out: a single instance, less patience',
    example: step({
      cluster: 'rke2',
      name: 'try',
      namespace: 'kasm-try',
      owner: 'user:default/alice',
      domain: 'example.com',
      database: { namespace: 'kasm-try-db', instances: 1, storageSize: '5Gi' },
      deadlines: { database: 300, rollout: 300 },
    }),
  },
  {
    description:
      'One that leaves nothing behind when its task is cancelled, with passwords from a store and a policy for traffic',
    example: step({
      cluster: 'rke2',
      name: 'closed',
      owner: 'group:default/design',
      domain: 'example.com',
      namespace: 'kasm-closed',
      networkPolicies: true,
      secrets: {
        mode: 'externalSecrets',
        store: { name: 'vault' },
        credentialsPath: 'kasm/database',
        superuserPath: 'kasm/superuser',
      },
      database: { namespace: 'kasm-closed-db' },
      onCancel: 'rollback',
    }),
  },
];
