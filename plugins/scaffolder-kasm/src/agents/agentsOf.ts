import { DEPLOYMENT_NAME } from '@kasm-portal/backstage-plugin-kasm-common';
import * as z from 'zod';

const name = z.string().regex(DEPLOYMENT_NAME, 'must name a deployment');

/** Fields by which actions say whose agents they are about. Scalars, so that policies can match them. */
export const agentsOf = {
  cluster: z
    .string()
    .min(1, 'must name a configured cluster')
    .describe('Cluster of the control plane'),
  name: name.default('kasm').describe('Name of the deployment'),
  agentCluster: z
    .string()
    .min(1)
    .optional()
    .describe("Cluster of the VMs; the deployment's own when absent"),
  agentNamespace: z
    .string()
    .regex(
      /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
      'must be the name of a namespace',
    )
    .optional()
    .describe("Namespace of the VMs; the deployment's own when absent"),
};
