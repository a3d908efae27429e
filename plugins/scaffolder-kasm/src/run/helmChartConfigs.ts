import type { KubeResource } from '@kasm-portal/backstage-plugin-kasm-node';

/** Changes a HelmChart of the same name; never written by the portal. */
export const helmChartConfigs: KubeResource = {
  apiVersion: 'helm.cattle.io/v1',
  plural: 'helmchartconfigs',
  kind: 'HelmChartConfig',
  namespaced: true,
};
