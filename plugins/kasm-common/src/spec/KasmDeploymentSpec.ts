import * as z from 'zod';
import { agentPool } from './agentPool';
import { databaseSpec } from './databaseSpec';
import {
  clusterName,
  deploymentName,
  displayName,
  domainName,
  hours,
  namespaceName,
  nodeSelector,
  objectName,
  ownerRef,
  systemRef,
} from './fields';
import { ingressSpec } from './ingressSpec';
import { secretsSpec } from './secretsSpec';

/** Kasm releases that this version can create. */
export const KASM_VERSIONS = ['1.18.1', '1.19.0'] as const;

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

/** What is no mode at all has a problem of its own. */
function namesSuperuser(secrets?: z.infer<typeof secretsSpec>): boolean {
  switch (secrets?.mode) {
    case 'existing':
      return secrets.superuserSecret !== undefined;
    case 'externalSecrets':
      return secrets.superuserPath !== undefined;
    default:
      return true;
  }
}

/**
 * What somebody asks for. The defaults are the platform's: with the name `kasm` every derived name is
 * the one in its documentation. One schema for the form, the action and the descriptor.
 *
 * @public
 */
export const kasmDeploymentSpec = z
  .strictObject({
    cluster: clusterName,
    name: deploymentName.default('kasm'),
    title: displayName.optional(),
    owner: ownerRef,
    system: systemRef.optional(),
    domain: domainName,
    kasmVersion: z.enum(KASM_VERSIONS).default('1.18.1'),
    size: z.enum(['small', 'medium', 'large']).default('small'),
    /** Helm release; follows the name unless an installation that already has one is taken over. */
    release: deploymentName.optional(),
    namespace: namespaceName.optional(),
    nodeSelector: nodeSelector.default({ 'workload-type': 'general' }),
    /** Labelled nodes may be absent now: an autoscaler brings them. */
    autoscaledNodes: z.boolean().default(false),
    database: databaseSpec.prefault({}),
    secrets: secretsSpec.default({ mode: 'generate' }),
    /** Write NetworkPolicies that let through what Kasm and its database need, and nothing else. */
    networkPolicies: z.boolean().default(false),
    certificate: z
      .strictObject({
        issuer: objectName.default('vault-issuer'),
        duration: hours.default('720h'),
        renewBefore: hours.default('168h'),
      })
      .prefault({}),
    ingress: ingressSpec.prefault({}),
    agents: z
      .strictObject({
        cluster: clusterName.optional(),
        namespace: namespaceName.optional(),
        /** Agent VMs that are made together with the deployment. */
        pool: agentPool.optional(),
      })
      .prefault({}),
  })
  .refine(({ agents }) => !agents || !agents.cluster === !agents.namespace, {
    path: ['agents'],
    error: 'needs both cluster and namespace, or neither',
    when: always,
  })
  .refine(({ agents }) => !agents?.pool || agents.cluster, {
    path: ['agents', 'pool'],
    error: 'needs agents.cluster and agents.namespace',
    when: always,
  })
  .refine(
    ({ ingress }) => (ingress?.kind === 'httpRoute') === !!ingress?.gateway,
    {
      path: ['ingress', 'gateway'],
      error: 'belongs to the kind httpRoute, which needs it',
      when: always,
    },
  )
  .refine(
    ({ ingress }) =>
      !ingress?.verifyBackend ||
      (ingress.backend === 'https' && ingress.kind === 'ingressRoute'),
    {
      path: ['ingress', 'verifyBackend'],
      error: 'goes with the backend https of an ingressRoute',
      when: always,
    },
  )
  .refine(
    ({ secrets, database }) =>
      database?.initialiseAs !== 'superuser' || namesSuperuser(secrets),
    {
      path: ['secrets'],
      error:
        'must say where the superuser comes from (superuserSecret or superuserPath), unless database.initialiseAs is owner',
      when: always,
    },
  )
  .refine(
    ({ secrets }) =>
      secrets?.mode !== 'existing' ||
      secrets.credentialsSecret !== secrets.superuserSecret,
    {
      path: ['secrets', 'superuserSecret'],
      error: 'must be another Secret than credentialsSecret',
      when: always,
    },
  )
  .refine(({ certificate }) => leavesTimeToRenew(certificate), {
    path: ['certificate', 'renewBefore'],
    error: 'must be at most half of the duration',
    when: always,
  });

/** @public */
export type KasmDeploymentSpec = z.infer<typeof kasmDeploymentSpec>;

/** @public */
export type KasmDeploymentSpecInput = z.input<typeof kasmDeploymentSpec>;
