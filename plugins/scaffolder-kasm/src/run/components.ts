import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from './RunContext';

/** A Deployment of Kasm's control plane. */
export interface Component extends KubeObject {
  spec?: {
    replicas?: number;
    template?: { metadata?: { annotations?: Record<string, string> } };
  };
  status?: {
    observedGeneration?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    replicas?: number;
  };
}

/** Kasm's Deployments by role; found by label, because names differ between charts. */
export async function componentsOf(
  run: Pick<RunContext, 'client' | 'names'>,
  signal: AbortSignal,
): Promise<Map<string, Component>> {
  const { items } = await run.client.list<Component>(resources.deployments, {
    namespace: run.names.namespace,
    labelSelector: `app.kubernetes.io/instance=${run.names.release}`,
    signal,
  });
  return new Map(
    items.flatMap(item => {
      const role = item.metadata.labels?.['app.kubernetes.io/component'];
      return role ? [[role, item] as const] : [];
    }),
  );
}

/** Whether the newest generation is rolled out completely, as `kubectl rollout status` sees it. */
export function isRolledOut({ metadata, spec, status }: Component): boolean {
  const wanted = spec?.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    (status?.updatedReplicas ?? 0) >= wanted &&
    (status?.replicas ?? 0) <= (status?.updatedReplicas ?? 0) &&
    (status?.availableReplicas ?? 0) >= wanted
  );
}
