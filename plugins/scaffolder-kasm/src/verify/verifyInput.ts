import { permissiveJsonSchema } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { deploymentRef } from '@kasm-portal/backstage-plugin-kasm-common';
import * as z from 'zod';

export const verifyInputSchema = z.strictObject({
  cluster: z.string().min(1, 'must name a configured cluster'),
  name: z.string().min(1, 'must name a deployment').default('kasm'),
  allowUnknown: z
    .boolean()
    .default(false)
    .describe('Pass although some checks could not be made'),
  deadline: z
    .int()
    .min(1)
    .max(86_400)
    .default(300)
    .describe('Seconds to wait for what is under way or not seen yet'),
});

/** What a verify action is asked for. */
export type VerifyInput = z.infer<typeof verifyInputSchema>;

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const verifyInputJsonSchema = permissiveJsonSchema(verifyInputSchema);

/** `<cluster>/<name>`. */
export const refOf = ({ cluster, name }: VerifyInput) =>
  deploymentRef(cluster, name);
