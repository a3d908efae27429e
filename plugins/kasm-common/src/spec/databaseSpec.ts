import * as z from 'zod';
import {
  backupSchedule,
  databaseClusterName,
  namespaceName,
  nodeSelector,
  objectName,
  storageSize,
} from './fields';

const backups = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('none') }),
    z.strictObject({
      method: z.literal('plugin'),
      schedule: backupSchedule.default('0 45 2 * * *'),
      /** For example `s3://cnpg-backups/kasm-pg`. */
      destinationPath: z
        .string()
        .regex(
          /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[a-zA-Z0-9.\-_]{1,255}){0,16}\/?$/,
          'must be like s3://bucket/path',
        ),
      endpointUrl: z
        .string()
        .regex(
          /^https:\/\/(?=[-a-z0-9.]{1,253}(:|$))[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$/,
          'must be an https:// address',
        )
        .optional(),
      /** Secret in the database namespace with ACCESS_KEY_ID and ACCESS_SECRET_KEY. */
      credentialsSecret: objectName,
      retentionPolicy: z
        .string()
        .regex(/^[1-9][0-9]{0,3}[dwm]$/, 'must be like 30d, 4w or 3m')
        .default('30d'),
    }),
    /** Crash copies on the same storage: no archive, so no recovery to a point in time. */
    z.strictObject({
      method: z.literal('snapshot'),
      schedule: backupSchedule.default('0 45 2 * * *'),
      /** VolumeSnapshotClass; its driver must be the StorageClass's provisioner. */
      snapshotClass: objectName,
    }),
  ])
  .describe('Where PostgreSQL is backed up to');

export const databaseSpec = z.strictObject({
  cluster: databaseClusterName.optional(),
  namespace: namespaceName.default('database'),
  instances: z.int().min(1).max(9).default(3),
  storageSize: storageSize.default('20Gi'),
  storageClass: objectName.optional(),
  nodeSelector: nodeSelector.default({ 'workload-type': 'database' }),
  /** `required` leaves instances Pending when there are fewer nodes than instances. */
  antiAffinity: z.enum(['preferred', 'required']).default('preferred'),
  /**
   * Who initialises Kasm's database: PostgreSQL's superuser, whose Secret is then taken out of Kasm's
   * namespace, or the database's owner, so that Kasm never sees the superuser at all.
   */
  initialiseAs: z.enum(['superuser', 'owner']).default('superuser'),
  /** Keep the superuser's Secret in Kasm's namespace, as the platform's document does. */
  keepSuperuser: z.boolean().default(false),
  backups: backups.default({ method: 'none' }),
});
