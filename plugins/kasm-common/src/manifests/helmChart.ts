import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { chartValues } from './chartValues';
import type { DeploymentSettings } from './DeploymentSettings';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';
import { kasmVersion } from './versions/kasmVersion';

/**
 * The HelmChart that RKE2's own controller installs Kasm from. It lives in the system namespace,
 * because whoever can create pods beside it is cluster admin.
 *
 * @public
 */
export function helmChart(
  spec: KasmDeploymentSpec,
  settings: DeploymentSettings,
): Manifest {
  const names = deploymentNames(spec);
  const { chart } = kasmVersion(spec.kasmVersion);
  const source = settings.chart ?? chart.name;
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChart',
    metadata: {
      // the controller uses it as the release's name
      name: names.release,
      namespace: settings.systemNamespace,
      labels: deploymentLabels(spec.name),
    },
    spec: {
      // empty would let the controller adopt a release of that name in any namespace
      targetNamespace: names.namespace,
      createNamespace: false,
      chart: source,
      ...(!source.startsWith('oci://') && {
        repo: settings.repo ?? chart.repo,
      }),
      version: chart.version,
      failurePolicy: settings.failurePolicy,
      ...(settings.forceConflicts && { forceConflicts: true }),
      backOffLimit: 12,
      timeout: '15m0s',
      // JSON is YAML; older controllers prune the structured `values`
      valuesContent: JSON.stringify(chartValues(spec, settings), null, 2),
    },
  };
}
