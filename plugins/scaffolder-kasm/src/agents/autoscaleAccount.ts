import { ConflictError } from '@backstage/errors';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  autoscaleAccess,
  type Manifest,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError } from '../run/StepFailure';
import { withoutStack } from '../run/withoutStack';
import { applyOwned, createIfAbsent } from '../run/writing';
import type { AgentRun } from './agentRun';

const GROUP = 'rbac.authorization.k8s.io/v1';

const RESOURCES: Record<string, KubeResource> = {
  ServiceAccount: {
    apiVersion: 'v1',
    plural: 'serviceaccounts',
    kind: 'ServiceAccount',
    namespaced: true,
  },
  Role: { apiVersion: GROUP, plural: 'roles', kind: 'Role', namespaced: true },
  RoleBinding: {
    apiVersion: GROUP,
    plural: 'rolebindings',
    kind: 'RoleBinding',
    namespaced: true,
  },
};

/**
 * Makes the account with which Kasm makes VMs, its rights and its token's Secret. The token is made by
 * Kubernetes, and is not read.
 *
 * @throws ConflictError when one of them is somebody else's
 */
export async function makeAutoscaleAccount(run: AgentRun): Promise<void> {
  for (const manifest of autoscaleAccess(run.spec.name, run.namespace)) {
    if (manifest.kind === 'Secret') {
      await makeToken(run, manifest);
    } else {
      await applyOwned(run, RESOURCES[manifest.kind], manifest);
    }
  }
}

async function makeToken(run: AgentRun, manifest: Manifest): Promise<void> {
  const { name } = manifest.metadata;
  try {
    const { metadata } = await run.client.get(resources.secrets, name, {
      namespace: run.namespace,
      metadataOnly: true,
      signal: run.signal,
    });
    if (metadata.labels?.[DEPLOYMENT_LABEL] !== run.spec.name) {
      throw withoutStack(
        new ConflictError(
          `Secret ${run.namespace}/${name} exists in cluster ${run.cluster.name} and was not made by the portal for ${run.names.ref}: remove it`,
        ),
      );
    }
  } catch (error) {
    if (!isKubeError(error, 'notFound')) {
      throw error;
    }
    await createIfAbsent(run, resources.secrets, manifest);
  }
}
