/** Objects that the contract writes. */

export const configMap = (
  name: string,
  data: Record<string, string> = { a: '1' },
  metadata: object = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

export const CNPG = 'postgresql.cnpg.io/v1';

export const databaseCluster = (name: string, spec: object = {}) => ({
  apiVersion: CNPG,
  kind: 'Cluster',
  metadata: { name },
  spec: { instances: 1, storage: { size: '1Gi' }, ...spec },
});

export const deployment = (name: string, image = 'nginx:1') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image }] },
    },
  },
});
