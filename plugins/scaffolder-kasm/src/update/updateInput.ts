import {
  kasmDeploymentSpec,
  permissiveJsonSchema,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { InputError } from '@backstage/errors';
import * as z from 'zod';
import { deadlinesSchema, type Deadlines } from '../run/deadlines';
import { parseInput } from '../run/parseInput';

/** Which deployment, and how it is changed. */
const controls = {
  cluster: z.string().min(1, 'must name a configured cluster'),
  name: z.string().min(1, 'must name a deployment').default('kasm'),
  planOnly: z
    .boolean()
    .default(false)
    .describe('Show what would change and change nothing'),
  expectedPlan: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'must be the output planHash of an earlier run')
    .optional()
    .describe('Go on only when the plan is still this one: its planHash'),
  undo: z
    .boolean()
    .default(false)
    .describe('Go back to the values before the last change'),
  withoutBackup: z
    .boolean()
    .default(false)
    .describe(
      'Upgrade the chart although no backup can be taken before: there is no way back then',
    ),
  deadlines: deadlinesSchema,
};

/** What a spec can have; checked with all the rest of it, which only the cluster knows. */
const changeable = Object.keys(kasmDeploymentSpec.shape).filter(
  field => !(field in controls),
);

const updateInputSchema = z.strictObject({
  ...controls,
  ...Object.fromEntries(
    changeable.map(field => [field, z.unknown().optional()]),
  ),
});

/** What an update action is asked for. */
export interface UpdateInput {
  cluster: string;
  name: string;
  planOnly: boolean;
  expectedPlan?: string;
  undo: boolean;
  withoutBackup: boolean;
  deadlines: Deadlines;
  /** Fields of the spec that are to be different. */
  changes: Record<string, unknown>;
}

/** Registered with the scaffolder: names and types. What is not given stays as it is. */
export const updateInputJsonSchema: PermissiveJsonSchema = {
  ...permissiveJsonSchema(z.strictObject(controls)),
  properties: {
    ...withoutDefaults(permissiveJsonSchema(kasmDeploymentSpec)).properties,
    ...permissiveJsonSchema(z.strictObject(controls)).properties,
  },
};

function withoutDefaults({
  default: _,
  properties,
  ...schema
}: PermissiveJsonSchema): PermissiveJsonSchema {
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          withoutDefaults(property),
        ]),
      ),
    }),
  };
}

/** @throws InputError with one line that lists every problem */
export function parseUpdateInput(input: unknown): UpdateInput {
  const parsed = parseInput(updateInputSchema, input) as UpdateInput &
    Record<string, unknown>;
  const changes = Object.fromEntries(
    changeable
      .filter(field => parsed[field] !== undefined)
      .map(field => [field, parsed[field]]),
  );
  if (parsed.undo && Object.keys(changes).length > 0) {
    throw new InputError(
      `undo goes back to the values before: give no others beside it (${Object.keys(
        changes,
      ).join(', ')})`,
    );
  }
  const { cluster, name, planOnly, expectedPlan, undo } = parsed;
  const { withoutBackup, deadlines } = parsed;
  return {
    cluster,
    name,
    planOnly,
    ...(expectedPlan !== undefined && { expectedPlan }),
    undo,
    withoutBackup,
    deadlines,
    changes,
  };
}
