import { InputError } from '@backstage/errors';
import {
  kasmDeploymentSpec,
  permissiveJsonSchema,
  specProblems,
  type KasmDeploymentSpec,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import * as z from 'zod';

const seconds = (value: number, what: string) =>
  z.int().min(1).max(86_400).default(value).describe(`Seconds for ${what}`);

const deadlinesSchema = z
  .strictObject({
    namespaces: seconds(120, 'a namespace that is being deleted to be gone'),
    certificate: seconds(300, 'the certificate'),
    database: seconds(900, "the database's first instance"),
    release: seconds(900, 'Helm'),
    databaseInit: seconds(900, 'the database to be initialised'),
    rollout: seconds(900, 'the control plane, counted from its last progress'),
    endpoint: seconds(180, 'the public host to answer'),
    databaseComplete: seconds(1800, 'all database instances and first backup'),
    trouble: seconds(180, 'a pod that cannot start, before it counts'),
    entity: seconds(15, 'the catalog entity'),
  })
  .prefault({})
  .describe('How long to wait for what');

const createInputSchema = kasmDeploymentSpec.safeExtend({
  deadlines: deadlinesSchema,
});

/** Seconds that each part may take. */
export type Deadlines = z.infer<typeof deadlinesSchema>;

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const createInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(createInputSchema);

/**
 * Checks everything that came in.
 *
 * @throws InputError with one line that lists every problem
 */
export function parseCreateInput(input: unknown): {
  spec: KasmDeploymentSpec;
  deadlines: Deadlines;
} {
  const parsed = createInputSchema.safeParse(input);
  if (!parsed.success) {
    const problems = specProblems(parsed.error);
    throw new InputError(
      `The input has ${
        problems.length === 1 ? 'a problem' : `${problems.length} problems`
      }: ${problems.join('; ')}`,
    );
  }
  const { deadlines, ...spec } = parsed.data;
  return { spec, deadlines };
}
