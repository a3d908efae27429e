import {
  permissiveJsonSchema,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';
import {
  createInputSchema,
  parseCreateInput,
  type CreateInput,
} from '../create/createInput';
import { parseInput } from '../run/parseInput';

const preflightInputSchema = createInputSchema.safeExtend({
  failOnProblems: z
    .boolean()
    .default(true)
    .describe(
      'End in an error when a check fails; otherwise only the output passed tells',
    ),
});

/** Registered with the scaffolder. The action itself does the refusing. */
export const preflightInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(preflightInputSchema);

/** What a preflight is asked for: the same as creating, so that a template may give both the same. */
export interface PreflightInput extends CreateInput {
  failOnProblems: boolean;
}

/** @throws InputError with one line that lists every problem */
export function parsePreflightInput(input: unknown): PreflightInput {
  const { failOnProblems, ...create } = parseInput(preflightInputSchema, input);
  return { ...parseCreateInput(create), failOnProblems };
}
