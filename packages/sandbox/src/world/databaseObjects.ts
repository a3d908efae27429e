import type { NewObject } from '../apiserver/ClusterStore';
import type { DeploymentNames } from './SeededDeployment';
import { ownedByPortal } from './portalLabels';

const DATABASE_IMAGE = 'ghcr.io/cloudnative-pg/postgresql:14-standard-bookworm';
export const BACKUP_SCHEDULE = '0 45 2 * * *';
export const backupPath = ({ databaseCluster }: DeploymentNames) =>
  `s3://cnpg-backups/${databaseCluster}`;

/** The archive's name: a new one for every database. */
export const archiveServer = ({ databaseCluster }: DeploymentNames) =>
  `${databaseCluster}-202611010800`;

const plugin = { name: 'barman-cloud.cloudnative-pg.io' };

export function loginSecret(
  names: DeploymentNames,
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
        ...ownedByPortal(names),
        ...(space === names.databaseNamespace
          ? { 'cnpg.io/reload': 'true' }
          : {}),
      },
    },
    type: 'kubernetes.io/basic-auth',
    data: { username: encode(username), password: encode(password) },
  };
}

/** PostgreSQL of a deployment, its archive and its nightly backup. */
export function databaseObjects(names: DeploymentNames): NewObject[] {
  const metadata = (name: string) => ({
    name,
    namespace: names.databaseNamespace,
    labels: ownedByPortal(names),
  });
  const archiveKey = (key: string) => ({
    name: names.archiveCredentials,
    key,
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata(names.archiveCredentials),
      type: 'Opaque',
      data: {
        ACCESS_KEY_ID: Buffer.from('sandbox').toString('base64'),
        ACCESS_SECRET_KEY: Buffer.from('sandbox').toString('base64'),
      },
    },
    {
      apiVersion: 'barmancloud.cnpg.io/v1',
      kind: 'ObjectStore',
      metadata: metadata(names.objectStore),
      spec: {
        configuration: {
          destinationPath: backupPath(names),
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
      metadata: metadata(names.databaseCluster),
      spec: {
        instances: 3,
        imageName: DATABASE_IMAGE,
        enableSuperuserAccess: true,
        superuserSecret: { name: names.superuser },
        enablePDB: true,
        bootstrap: {
          initdb: {
            database: 'kasm',
            owner: 'kasmapp',
            secret: { name: names.credentials },
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
              barmanObjectName: names.objectStore,
              serverName: archiveServer(names),
            },
          },
        ],
      },
    },
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ScheduledBackup',
      metadata: metadata(names.scheduledBackup),
      spec: {
        schedule: BACKUP_SCHEDULE,
        immediate: true,
        backupOwnerReference: 'self',
        cluster: { name: names.databaseCluster },
        method: 'plugin',
        pluginConfiguration: plugin,
      },
    },
  ];
}
