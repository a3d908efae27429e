import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/**
 * The namespaces a deployment needs, in the order they are made, each once. They are created when
 * absent and otherwise left as they are.
 *
 * Kasm's own gets `baseline`, because init containers of the chart run as uid 0 and a cluster with a
 * CIS profile defaults to `restricted`. The database's stays unlabelled: other teams may share it.
 *
 * @public
 */
export function namespaces(
  spec: KasmDeploymentSpec,
  systemNamespace: string,
): Manifest[] {
  const names = deploymentNames(spec);
  const made = new Map<string, Manifest>();
  for (const manifest of [
    systemNamespaceManifest(systemNamespace),
    kasmNamespace(spec),
    namespace(names.databaseNamespace, deploymentLabels(spec.name)),
  ]) {
    const { name } = manifest.metadata;
    if (!made.has(name)) {
      made.set(name, manifest);
    }
  }
  return [...made.values()];
}

/**
 * The namespace of Kasm's control plane.
 *
 * @public
 */
export function kasmNamespace(spec: KasmDeploymentSpec): Manifest {
  return namespace(deploymentNames(spec).namespace, {
    ...deploymentLabels(spec.name),
    [ENFORCE]: 'baseline',
  });
}

/** Belongs to no deployment: descriptors and HelmCharts of all of them live there. */
function systemNamespaceManifest(name: string): Manifest {
  return namespace(name, {
    'app.kubernetes.io/managed-by': 'kasm-portal',
    [ENFORCE]: 'restricted',
  });
}

function namespace(name: string, labels: Record<string, string>): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
