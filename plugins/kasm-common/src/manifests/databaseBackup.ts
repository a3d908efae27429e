import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

/** CNPG-I name of the plugin that archives to object storage. */
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

/**
 * Where the database is archived to; undefined when backups are off.
 *
 * @public
 */
export function objectStore(spec: KasmDeploymentSpec): Manifest | undefined {
  const names = deploymentNames(spec);
  const { backups } = spec.database;
  if (backups.method !== 'plugin') {
    return undefined;
  }
  const key = (name: string) => ({
    name: backups.credentialsSecret,
    key: name,
  });
  return {
    apiVersion: 'barmancloud.cnpg.io/v1',
    kind: 'ObjectStore',
    metadata: {
      name: names.objectStore,
      namespace: names.databaseNamespace,
      labels: deploymentLabels(spec.name),
    },
    spec: {
      configuration: {
        destinationPath: backups.destinationPath,
        ...(backups.endpointUrl && { endpointURL: backups.endpointUrl }),
        s3Credentials: {
          accessKeyId: key('ACCESS_KEY_ID'),
          secretAccessKey: key('ACCESS_SECRET_KEY'),
        },
        wal: { compression: 'gzip' },
        data: { compression: 'gzip' },
      },
      retentionPolicy: backups.retentionPolicy,
    },
  };
}

/**
 * The nightly backup; undefined when backups are off.
 *
 * @public
 */
export function scheduledBackup(
  spec: KasmDeploymentSpec,
): Manifest | undefined {
  const names = deploymentNames(spec);
  const { backups } = spec.database;
  if (backups.method === 'none') {
    return undefined;
  }
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata: {
      name: names.scheduledBackup,
      namespace: names.databaseNamespace,
      labels: deploymentLabels(spec.name),
    },
    spec: {
      // six fields, seconds first
      schedule: backups.schedule,
      backupOwnerReference: 'self',
      cluster: { name: names.databaseCluster },
      ...how(backups.method),
    },
  };
}

/**
 * The backup taken at once after the database is complete.
 *
 * @public
 */
export function firstBackup(spec: KasmDeploymentSpec): Manifest | undefined {
  const names = deploymentNames(spec);
  const { method } = spec.database.backups;
  if (method === 'none') {
    return undefined;
  }
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata: {
      name: `${names.databaseCluster}-first`,
      namespace: names.databaseNamespace,
      labels: deploymentLabels(spec.name),
    },
    spec: { cluster: { name: names.databaseCluster }, ...how(method) },
  };
}

function how(method: 'plugin' | 'snapshot'): object {
  return method === 'plugin'
    ? { method: 'plugin', pluginConfiguration: { name: BARMAN_PLUGIN } }
    : { method: 'volumeSnapshot' };
}
