import {
  kasmDeploymentSpec,
  permissiveJsonSchema,
  type KasmDeploymentSpec,
  type PermissiveJsonSchema,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { isIPv4 } from 'node:net';
import * as z from 'zod';
import { parseInput } from '../run/parseInput';

/** What creating finds out by looking at the cluster; rendering does not look. */
const knownSchema = z
  .strictObject({
    failurePolicy: z
      .enum(['retry', 'abort'])
      .default('abort')
      .describe("retry where the cluster's helm-controller offers it"),
    forceConflicts: z
      .boolean()
      .default(false)
      .describe('Where the HelmChart of the cluster has the field'),
    rootCAsField: z
      .enum(['rootCAs', 'rootCAsSecrets'])
      .default('rootCAs')
      .describe('rootCAsSecrets before Traefik 3.4'),
    nginxResolver: z
      .string()
      .refine(isIPv4, 'must be an IPv4 address such as 10.43.0.10')
      .optional()
      .describe("Address of the cluster's DNS Service; Kasm 1.19 needs it"),
  })
  .prefault({})
  .describe('What is known of the cluster, which is not asked');

const renderInputSchema = kasmDeploymentSpec.safeExtend({
  targetPath: z
    .string()
    .min(1)
    .max(1_000)
    .default('.')
    .describe("Folder within the task's folder that services/ goes into"),
  initialize: z
    .boolean()
    .default(true)
    .describe('false as soon as the database is initialised'),
  known: knownSchema,
});

/** Registered with the scaffolder: names, types and defaults. The action itself does the refusing. */
export const renderInputJsonSchema: PermissiveJsonSchema =
  permissiveJsonSchema(renderInputSchema);

/** What a render action is asked for. */
export interface RenderInput {
  spec: KasmDeploymentSpec;
  targetPath: string;
  initialize: boolean;
  known: z.infer<typeof knownSchema>;
}

/** @throws InputError with one line that lists every problem */
export function parseRenderInput(input: unknown): RenderInput {
  const { targetPath, initialize, known, ...spec } = parseInput(
    renderInputSchema,
    input,
  );
  return { spec, targetPath, initialize, known };
}
