import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { chartValues } from './chartValues';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';
import { kasmVersion } from './versions/kasmVersion';

/**
 * What the cluster and its configuration decide about a HelmChart; never input of a user.
 *
 * @public
 */
export interface HelmChartSettings {
  systemNamespace: string;
  /** From the cluster's configuration; the version's own when absent. */
  repo?: string;
  chart?: string;
  /** `retry` where the CRD offers it: with `abort` a failed release never heals by itself. */
  failurePolicy: 'retry' | 'abort';
  /** Set where the CRD has the field: an edit by hand otherwise fails every later upgrade. */
  forceConflicts?: boolean;
}

/**
 * The HelmChart that RKE2's own controller installs Kasm from. It lives in the system namespace,
 * because whoever can create pods beside it is cluster admin.
 *
 * @public
 */
export function helmChart(
  spec: KasmDeploymentSpec,
  settings: HelmChartSettings,
  phase: { initialize: boolean },
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
      valuesContent: JSON.stringify(chartValues(spec, phase), null, 2),
    },
  };
}
