import {
  kasmDeploymentSpec,
  permissiveJsonSchema,
  type KasmDeploymentSpec,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';
import { deadlinesSchema, type Deadlines } from '../run/deadlines';
import { parseInput } from '../run/parseInput';

/** How an installation that exists becomes a deployment. */
export const adoptSchema = z
  .enum(['no', 'watch', 'takeOver'])
  .default('no')
  .describe(
    'An installation that exists: watch it as it is (only a descriptor is written), or take it over, so that the portal runs it from now on',
  );

/** Helm's values of an installation that is taken over, to be held against ours. */
export const currentValuesSchema = z
  .record(z.string(), z.unknown())
  .optional()
  .describe(
    'What helm get values prints of the release that is taken over; it is compared and written nowhere',
  );

/** Everything that a create action takes; `kasm:deployment:preflight` takes the same. */
export const createInputSchema = kasmDeploymentSpec.safeExtend({
  deadlines: deadlinesSchema,
  onCancel: z
    .enum(['keep', 'rollback'])
    .default('keep')
    .describe(
      'When the task is cancelled: keep what was made, to go on later, or remove what this task made; the database stays once people could have reached Kasm',
    ),
  adopt: adoptSchema,
  currentValues: currentValuesSchema,
});

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const createInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(createInputSchema);

/** What a create action is asked for. */
export interface CreateInput {
  spec: KasmDeploymentSpec;
  deadlines: Deadlines;
  onCancel: 'keep' | 'rollback';
  adopt: 'no' | 'watch' | 'takeOver';
  currentValues?: Record<string, unknown>;
}

/** @throws InputError with one line that lists every problem */
export function parseCreateInput(input: unknown): CreateInput {
  const { deadlines, onCancel, adopt, currentValues, ...spec } = parseInput(
    createInputSchema,
    input,
  );
  return { spec, deadlines, onCancel, adopt, currentValues };
}
