import type { NewObject } from '../apiserver/ClusterStore';
import { SEEDED } from './SeededDeployment';
import { ownedByPortal } from './portalLabels';

const DATABASE_IMAGE = 'ghcr.io/cloudnative-pg/postgresql:14-standard-bookworm';
export const BACKUP_SCHEDULE = '0 45 2 * * *';
export const BACKUP_PATH = 's3://cnpg-backups/kasm-pg';

/** The archive's name: a new one for every database. */
export const ARCHIVE_SERVER = `${SEEDED.databaseCluster}-202611010800`;

const plugin = { name: 'barman-cloud.cloudnative-pg.io' };

export function loginSecret(
  space: string,
  name: string,
  username: string,
  password: string,
): NewObject {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: space,
      labels: {
        ...ownedByPortal,
        ...(space === SEEDED.databaseNamespace
          ? { 'cnpg.io/reload': 'true' }
          : {}),
      },
    },
    type: 'kubernetes.io/basic-auth',
    data: { username: encode(username), password: encode(password) },
  };
}

/** PostgreSQL of the seeded deployment, its archive and its nightly backup. */
export function databaseObjects(): NewObject[] {
  const metadata = (name: string) => ({
    name,
    namespace: SEEDED.databaseNamespace,
    labels: ownedByPortal,
  });
  const archiveKey = (key: string) => ({
    name: SEEDED.archiveCredentials,
    key,
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata(SEEDED.archiveCredentials),
      type: 'Opaque',
      data: {
        ACCESS_KEY_ID: Buffer.from('sandbox').toString('base64'),
        ACCESS_SECRET_KEY: Buffer.from('sandbox').toString('base64'),
      },
    },
    {
      apiVersion: 'barmancloud.cnpg.io/v1',
      kind: 'ObjectStore',
      metadata: metadata(SEEDED.objectStore),
      spec: {
        configuration: {
          destinationPath: BACKUP_PATH,
          endpointURL: 'https://minio.minio.svc:9000',
          s3Credentials: {
            accessKeyId: archiveKey('ACCESS_KEY_ID'),
            secretAccessKey: archiveKey('ACCESS_SECRET_KEY'),
          },
          wal: { compression: 'gzip' },
          data: { compression: 'gzip' },
        },
        retentionPolicy: '30d',
      },
    },
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: metadata(SEEDED.databaseCluster),
      spec: {
        instances: 3,
        imageName: DATABASE_IMAGE,
        enableSuperuserAccess: true,
        superuserSecret: { name: SEEDED.superuser },
        enablePDB: true,
        bootstrap: {
          initdb: {
            database: 'kasm',
            owner: 'kasmapp',
            secret: { name: SEEDED.credentials },
            dataChecksums: true,
            postInitApplicationSQL: [
              'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
            ],
          },
        },
        postgresql: {
          parameters: { max_connections: '200', shared_buffers: '256MB' },
        },
        resources: {
          requests: { cpu: '250m', memory: '1Gi' },
          limits: { memory: '2Gi' },
        },
        storage: { size: '20Gi', storageClass: 'harvester' },
        affinity: {
          enablePodAntiAffinity: true,
          podAntiAffinityType: 'preferred',
          topologyKey: 'kubernetes.io/hostname',
          nodeSelector: { 'workload-type': 'database' },
        },
        plugins: [
          {
            ...plugin,
            isWALArchiver: true,
            parameters: {
              barmanObjectName: SEEDED.objectStore,
              serverName: ARCHIVE_SERVER,
            },
          },
        ],
      },
    },
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ScheduledBackup',
      metadata: metadata(SEEDED.scheduledBackup),
      spec: {
        schedule: BACKUP_SCHEDULE,
        immediate: true,
        backupOwnerReference: 'self',
        cluster: { name: SEEDED.databaseCluster },
        method: 'plugin',
        pluginConfiguration: plugin,
      },
    },
  ];
}
