import {
  permissiveJsonSchema,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';
import { deadlinesSchema } from '../run/deadlines';
import { parseInput } from '../run/parseInput';
import { agentsOf } from './agentsOf';

const deleteAgentsSchema = z
  .strictObject({
    cluster: agentsOf.cluster,
    name: agentsOf.name,
    pool: z
      .string()
      .regex(/^[a-z]([-a-z0-9]{0,14}[a-z0-9])?$/, 'must name a pool')
      .optional()
      .describe('With count: the pool whose VMs go; default agent'),
    names: z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
            'must be the name of a VM',
          ),
      )
      .min(1, 'must name at least one VM')
      .max(50)
      .optional()
      .describe('VMs that go; or count'),
    count: z
      .int()
      .min(1)
      .max(50)
      .optional()
      .describe('How many go, those with the highest numbers first; or names'),
    force: z
      .boolean()
      .default(false)
      .describe(
        'Go on when sessions cannot be seen or do not end in time, which ends them',
      ),
    deadlines: deadlinesSchema,
  })
  .refine(
    ({ names, count }) => (names === undefined) !== (count === undefined),
    {
      path: ['names'],
      error: 'or count: one of them says which VMs go',
    },
  )
  .refine(({ names, pool }) => !(names && pool), {
    path: ['pool'],
    error: 'goes with count; names already say which VMs go',
  });

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const deleteAgentsInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(deleteAgentsSchema);

/** What `kasm:agents:delete` is asked for. */
export type DeleteAgentsInput = z.infer<typeof deleteAgentsSchema>;

/** @throws InputError with one line that lists every problem */
export function parseDeleteAgentsInput(input: unknown): DeleteAgentsInput {
  return parseInput(deleteAgentsSchema, input);
}
