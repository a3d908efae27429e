import * as z from 'zod';
import { DESCRIPTOR_KEY } from './descriptorKey';
import { kasmDeploymentSpec } from './KasmDeploymentSpec';

const createdObject = z.strictObject({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  /** Empty until it was seen stored: the entry is written before the object is. */
  uid: z.string(),
  /** Scaffolder task that made it; absent for what was taken over. */
  task: z.string().optional(),
});

/**
 * The descriptor: ConfigMap `<name>-descriptor` in the system namespace. Its presence makes the
 * backend watch a deployment.
 *
 * @public
 */
export const deploymentDescriptor = z.strictObject({
  version: z.literal(1),
  state: z.enum(['creating', 'active', 'retired']),
  delivery: z.enum(['helmchart', 'external']).default('helmchart'),
  /** Scaffolder task that wrote it last. */
  task: z.string().optional(),
  /** RFC 3339. */
  createdAt: z.string().optional(),
  /** RFC 3339. */
  updatedAt: z.string().optional(),
  updatedBy: z.string().optional(),
  /** Who runs an external installation, as far as it could be told. */
  externalManager: z.enum(['helm', 'argocd', 'flux', 'unknown']).optional(),
  /** RFC 3339; of the state `retired`. */
  retiredAt: z.string().optional(),
  /**
   * Kasm's database was filled once, and never must be again. Written when the release is removed, since
   * that takes away what else would tell.
   */
  initialised: z.boolean().optional(),
  spec: kasmDeploymentSpec,
  /** What it was before the last update, to go back to when that was a mistake. */
  previous: kasmDeploymentSpec.optional(),
  /**
   * Server name in the backup archive, made once: an archive that another cluster wrote is never
   * reused, because PostgreSQL then refuses to start with "Expected empty archive".
   */
  archiveServerName: z.string().optional(),
  /** What the portal created, so that it removes nothing else. */
  created: z.array(createdObject).default([]),
});

/** @public */
export type DeploymentDescriptor = z.infer<typeof deploymentDescriptor>;

/** @public */
export type CreatedObject = z.infer<typeof createdObject>;

/**
 * Reads a descriptor ConfigMap's data. Never throws: what is wrong comes back as one sentence.
 *
 * @public
 */
export function parseDescriptor(
  data: Record<string, string> | undefined,
): { descriptor: DeploymentDescriptor } | { problem: string } {
  const text = data?.[DESCRIPTOR_KEY];
  if (text === undefined) {
    return { problem: `has no key ${DESCRIPTOR_KEY}` };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: `${DESCRIPTOR_KEY} is not JSON` };
  }
  const parsed = deploymentDescriptor.safeParse(json);
  return parsed.success
    ? { descriptor: parsed.data }
    : { problem: specProblems(parsed.error).join('; ') };
}

/**
 * What is wrong with a spec, one line per problem: `database.instances: must be …`.
 *
 * @public
 */
export function specProblems(error: z.ZodError): string[] {
  return error.issues.map(issue => {
    // of a key the schema says only that it is wrong; why, is said below
    const message =
      issue.code === 'invalid_key'
        ? issue.issues.map(each => each.message).join(', ')
        : issue.message;
    return issue.path.length > 0
      ? `${issue.path.join('.')}: ${message}`
      : message;
  });
}
