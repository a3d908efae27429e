import * as z from 'zod';
import {
  backupSchedule,
  databaseClusterName,
  deploymentName,
  domainName,
  hours,
  namespaceName,
  nodeSelector,
  objectName,
  ownerRef,
  storageSize,
} from './fields';

/** Kasm releases that this version can create. */
export const KASM_VERSIONS = ['1.18.1'] as const;

const backups = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('none') }),
    z.strictObject({
      method: z.literal('plugin'),
      schedule: backupSchedule.default('0 45 2 * * *'),
      /** For example `s3://cnpg-backups/kasm-pg`. */
      destinationPath: z
        .string()
        .regex(/^s3:\/\/[a-zA-Z0-9.\-_/]+$/, 'must be like s3://bucket/path'),
      endpointUrl: z
        .string()
        .regex(/^https:\/\/[a-z0-9.\-:]+$/, 'must be an https:// address')
        .optional(),
      /** Secret in the database namespace with ACCESS_KEY_ID and ACCESS_SECRET_KEY. */
      credentialsSecret: objectName,
      retentionPolicy: z
        .string()
        .regex(/^[1-9][0-9]*[dwm]$/, 'must be like 30d, 4w or 3m')
        .default('30d'),
    }),
  ])
  .describe('Where PostgreSQL is backed up to');

/** So that one message lists every problem, refinements also run when a field is wrong. */
const always = ({ value }: { value: unknown }) =>
  typeof value === 'object' && value !== null;

/** Half of the duration must be left; nothing to say about what is not hours at all. */
function leavesTimeToRenew(certificate?: {
  duration: string;
  renewBefore: string;
}): boolean {
  const duration = parseInt(certificate?.duration ?? '', 10);
  const renewBefore = parseInt(certificate?.renewBefore ?? '', 10);
  return !(renewBefore * 2 > duration);
}

/**
 * What somebody asks for. The defaults are the platform's: with the name `kasm` every derived name is
 * the one in its documentation. One schema for the form, the action and the descriptor.
 *
 * @public
 */
export const kasmDeploymentSpec = z
  .strictObject({
    cluster: z.string().min(1, 'must name a configured cluster'),
    name: deploymentName.default('kasm'),
    title: z.string().max(63).optional(),
    owner: ownerRef,
    system: z.string().max(253).optional(),
    domain: domainName,
    kasmVersion: z.enum(KASM_VERSIONS).default('1.18.1'),
    size: z.enum(['small', 'medium', 'large']).default('small'),
    /** Helm release; follows the name unless an installation that already has one is taken over. */
    release: deploymentName.optional(),
    namespace: namespaceName.optional(),
    nodeSelector: nodeSelector.default({ 'workload-type': 'general' }),
    database: z
      .strictObject({
        cluster: databaseClusterName.optional(),
        namespace: namespaceName.default('database'),
        instances: z.int().min(1).max(9).default(3),
        storageSize: storageSize.default('20Gi'),
        storageClass: objectName.optional(),
        nodeSelector: nodeSelector.default({ 'workload-type': 'database' }),
        backups: backups.default({ method: 'none' }),
      })
      .prefault({}),
    certificate: z
      .strictObject({
        issuer: objectName.default('vault-issuer'),
        duration: hours.default('720h'),
        renewBefore: hours.default('168h'),
      })
      .prefault({}),
    ingress: z
      .strictObject({
        entryPoint: z
          .string()
          .regex(/^[a-zA-Z0-9]{1,63}$/, 'must be the name of an entry point')
          .default('websecure'),
        ingressClass: objectName.default('traefik'),
        /** `https` is the platform's: port 8443, backend certificate not verified. `http` is 8080. */
        backend: z.enum(['https', 'http']).default('https'),
      })
      .prefault({}),
    agents: z
      .strictObject({
        cluster: z.string().min(1).optional(),
        namespace: namespaceName.optional(),
      })
      .prefault({}),
  })
  .refine(({ agents }) => !agents || !agents.cluster === !agents.namespace, {
    path: ['agents'],
    error: 'needs both cluster and namespace, or neither',
    when: always,
  })
  .refine(({ certificate }) => leavesTimeToRenew(certificate), {
    path: ['certificate', 'renewBefore'],
    error: 'must be at most half of the duration',
    when: always,
  });

/** @public */
export type KasmDeploymentSpec = z.infer<typeof kasmDeploymentSpec>;

/** @public */
export type KasmDeploymentSpecInput = z.input<typeof kasmDeploymentSpec>;
