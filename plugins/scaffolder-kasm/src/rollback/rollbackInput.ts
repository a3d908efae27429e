import { DEPLOYMENT_NAME } from '@kasm-portal/backstage-plugin-kasm-common';
import { permissiveJsonSchema } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';
import { deadlinesSchema } from '../run/deadlines';

export const rollbackInputSchema = z
  .strictObject({
    cluster: z.string().min(1, 'must name a configured cluster'),
    name: z
      .string()
      .regex(DEPLOYMENT_NAME, 'must be the name of a deployment')
      .default('kasm'),
    deleteData: z
      .boolean()
      .default(false)
      .describe('Remove the database too, when this task made it'),
    task: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Whose doings are undone; by default those of the task that this is a step of. Another needs kasm.deployment.delete',
      ),
    deadlines: deadlinesSchema,
  })
  .refine(({ deleteData, task }) => !(deleteData && task), {
    path: ['deleteData'],
    error:
      'goes only with what this very task made: to remove the data of another use kasm:deployment:delete, which asks for the name again',
  });

/** What a rollback is asked for. */
export type RollbackInput = z.infer<typeof rollbackInputSchema>;

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const rollbackInputJsonSchema =
  permissiveJsonSchema(rollbackInputSchema);
