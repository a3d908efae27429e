import { DEPLOYMENT_NAME } from '@kasm-portal/backstage-plugin-kasm-common';
import { permissiveJsonSchema } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';
import { deadlinesSchema } from '../run/deadlines';

const flag = (what: string) => z.boolean().default(false).describe(what);

export const deleteInputSchema = z
  .strictObject({
    cluster: z.string().min(1, 'must name a configured cluster'),
    name: z.string().regex(DEPLOYMENT_NAME, 'must be the name of a deployment'),
    force: flag(
      'Also while sessions run, or when nobody knows; agents still get deadlines.drain to become empty',
    ),
    skipBackup: flag('Take no last backup'),
    deleteData: flag('Remove the database too, which cannot be undone'),
    confirmName: z
      .string()
      .optional()
      .describe('With deleteData: the name of the deployment, typed again'),
    deleteBackups: flag(
      'With deleteData: remove the records of backups too; what lies in a bucket stays',
    ),
    forget: flag(
      'For a deployment that the portal only watches: stop watching it',
    ),
    deadlines: deadlinesSchema,
  })
  .refine(
    ({ deleteData, confirmName, name }) => !deleteData || confirmName === name,
    {
      path: ['confirmName'],
      error:
        'must be the name of the deployment, typed again, because deleteData cannot be undone',
    },
  )
  .refine(({ deleteData, deleteBackups }) => deleteData || !deleteBackups, {
    path: ['deleteBackups'],
    error: 'goes with deleteData',
  });

/** What a delete action is asked for. */
export type DeleteInput = z.infer<typeof deleteInputSchema>;

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const deleteInputJsonSchema = permissiveJsonSchema(deleteInputSchema);
