import {
  kasmDeploymentSpec,
  permissiveJsonSchema,
  type KasmDeploymentSpec,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { deadlinesSchema, type Deadlines } from '../run/deadlines';
import { parseInput } from '../run/parseInput';

const createInputSchema = kasmDeploymentSpec.safeExtend({
  deadlines: deadlinesSchema,
});

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const createInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(createInputSchema);

/** What a create action is asked for. */
export interface CreateInput {
  spec: KasmDeploymentSpec;
  deadlines: Deadlines;
}

/** @throws InputError with one line that lists every problem */
export function parseCreateInput(input: unknown): CreateInput {
  const { deadlines, ...spec } = parseInput(createInputSchema, input);
  return { spec, deadlines };
}
