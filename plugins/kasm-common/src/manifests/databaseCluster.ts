import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { DATABASE_NAME, DATABASE_OWNER } from './databaseSecrets';
import { DATABASE_SIZES } from './databaseSizes';
import { BARMAN_PLUGIN } from './databaseBackup';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';
import { kasmVersion } from './versions/kasmVersion';

/** A constant: nothing that somebody typed ever becomes SQL. */
const INITIAL_SQL = ['CREATE EXTENSION IF NOT EXISTS "uuid-ossp"'];

/**
 * PostgreSQL for one deployment, run by CloudNativePG.
 *
 * @param archiveServerName - needed when backups are on; see the descriptor
 * @public
 */
export function databaseCluster(
  spec: KasmDeploymentSpec,
  archiveServerName?: string,
): Manifest {
  const names = deploymentNames(spec);
  const { database } = spec;
  const size = DATABASE_SIZES[spec.size];
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      name: names.databaseCluster,
      namespace: names.databaseNamespace,
      labels: deploymentLabels(spec.name),
    },
    spec: {
      instances: database.instances,
      imageName: kasmVersion(spec.kasmVersion).postgres.image,
      // the owner can do all that Kasm needs, in the database that the operator makes for it
      ...(database.initialiseAs === 'superuser'
        ? {
            enableSuperuserAccess: true,
            superuserSecret: { name: names.superuserSecret },
          }
        : { enableSuperuserAccess: false }),
      // the budget of a single instance would block every drain of its node
      enablePDB: database.instances > 1,
      bootstrap: {
        initdb: {
          database: DATABASE_NAME,
          owner: DATABASE_OWNER,
          secret: { name: names.credentialsSecret },
          dataChecksums: true,
          // runs in Kasm's own database; postInitSQL would run in `postgres`
          postInitApplicationSQL: INITIAL_SQL,
        },
      },
      postgresql: {
        parameters: {
          max_connections: String(size.maxConnections),
          shared_buffers: size.sharedBuffers,
        },
      },
      resources: {
        requests: { cpu: size.cpu, memory: size.memory },
        limits: { memory: size.memoryLimit },
      },
      storage: {
        size: database.storageSize,
        ...(database.storageClass && { storageClass: database.storageClass }),
      },
      affinity: {
        enablePodAntiAffinity: true,
        podAntiAffinityType: database.antiAffinity,
        topologyKey: 'kubernetes.io/hostname',
        ...(Object.keys(database.nodeSelector).length > 0 && {
          nodeSelector: database.nodeSelector,
        }),
      },
      ...(database.backups.method === 'snapshot' && {
        backup: {
          volumeSnapshot: {
            className: database.backups.snapshotClass,
            // a copy of a running database is of no use without an archive of its log
            online: false,
          },
        },
      }),
      ...(database.backups.method === 'plugin' && {
        plugins: [
          {
            name: BARMAN_PLUGIN,
            isWALArchiver: true,
            parameters: {
              barmanObjectName: names.objectStore,
              serverName: archiveServerName ?? names.databaseCluster,
            },
          },
        ],
      }),
    },
  };
}
