import { DEPLOYMENT_ANNOTATION } from '../../annotations';
import { entityName } from '../../names';
import { deploymentNames } from '../../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../../spec/KasmDeploymentSpec';

/**
 * The tree as a catalog entity with its own documentation. The deployment itself becomes a Component
 * of the same name as soon as its descriptor is in the cluster, so this one is of another kind.
 */
export function catalogInfo(spec: KasmDeploymentSpec): object {
  const name = entityName(spec.cluster, spec.name);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title: `${spec.title ?? spec.name} manifests`,
      annotations: {
        [DEPLOYMENT_ANNOTATION]: deploymentNames(spec).ref,
        'backstage.io/techdocs-ref': 'dir:.',
      },
    },
    spec: {
      type: 'kubernetes-manifests',
      owner: spec.owner,
      ...(spec.system && { system: spec.system }),
      dependencyOf: [`component:default/${name}`],
    },
  };
}

/** What TechDocs builds the folder's documentation with. */
export function mkdocs(spec: KasmDeploymentSpec): object {
  return {
    site_name: spec.title ?? spec.name,
    nav: [{ Overview: 'index.md' }],
    plugins: ['techdocs-core'],
  };
}
