/** What says which chart is installed. */
export const CHARTS = 'helmcharts.helm.cattle.io';
/** What adds values to the HelmChart of the same name. */
export const CONFIGS = 'helmchartconfigs.helm.cattle.io';
