import type { JsonObject } from '@backstage/types';
import { branches } from '../branches';
import { field, type SpecMapping } from '../specMapping';
import { BUCKET, CRON, HTTPS, OBJECT, RETENTION } from '../written';

const schedule = {
  title: 'Backup schedule',
  description: 'Six fields, seconds first; 0 45 2 * * * is 02:45 every night',
  ...CRON,
  default: '0 45 2 * * *',
};

/** Where PostgreSQL is backed up to. */
export const backups: JsonObject = {
  title: 'Backups',
  type: 'object',
  required: ['method'],
  properties: {
    method: {
      title: 'Backups of the database',
      type: 'string',
      enum: ['none', 'plugin', 'snapshot'],
      enumNames: [
        'None: a lost volume is lost data',
        'To a bucket, with recovery to any point in time (barman-cloud plugin)',
        'Volume snapshots, on the same storage',
      ],
      default: 'none',
    },
  },
  dependencies: branches('method', {
    none: {},
    plugin: {
      required: ['destinationPath', 'credentialsSecret'],
      properties: {
        destinationPath: {
          title: 'Bucket',
          description: 'For example s3://cnpg-backups/desktops-pg',
          ...BUCKET,
        },
        endpointUrl: {
          title: 'Address of the object storage',
          description: 'Of Amazon when left empty',
          ...HTTPS,
        },
        credentialsSecret: {
          title: 'Secret with the bucket’s credentials',
          description:
            'In the namespace of the database, with the keys ACCESS_KEY_ID and ACCESS_SECRET_KEY',
          ...OBJECT,
        },
        schedule,
        retentionPolicy: {
          title: 'Kept for',
          ...RETENTION,
          default: '30d',
        },
      },
    },
    snapshot: {
      required: ['snapshotClass'],
      properties: {
        snapshotClass: {
          title: 'VolumeSnapshotClass',
          description: 'Its driver must be the one of the storage class',
          ...OBJECT,
        },
        schedule,
      },
    },
  }),
};

const method = 'backups.method';

export const backupsMapping: SpecMapping = {
  method: field(method),
  schedule: field('backups.schedule', { [method]: ['plugin', 'snapshot'] }),
  destinationPath: field('backups.destinationPath', { [method]: ['plugin'] }),
  endpointUrl: field('backups.endpointUrl', { [method]: ['plugin'] }),
  credentialsSecret: field('backups.credentialsSecret', {
    [method]: ['plugin'],
  }),
  retentionPolicy: field('backups.retentionPolicy', { [method]: ['plugin'] }),
  snapshotClass: field('backups.snapshotClass', { [method]: ['snapshot'] }),
};
