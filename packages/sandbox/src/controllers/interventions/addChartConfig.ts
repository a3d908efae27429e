import { CHARTS, CONFIGS } from '../helm/chartResources';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { missing, present, type Place } from './Place';

/**
 * Makes an empty HelmChartConfig for a HelmChart: its default policy wins, and a release that fails is
 * then uninstalled first.
 *
 * @public
 */
export function addChartConfig({ rke2 }: Controllers, chart: Place): Heal {
  const { namespace, name } = chart;
  present(rke2, CHARTS, chart, 'HelmChart');
  if (rke2.get(CONFIGS, namespace, name)) {
    missing('HelmChart without HelmChartConfig', chart);
  }
  rke2.create({
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: chart,
    // What the API server fills in.
    spec: { failurePolicy: 'reinstall' },
  });
  return once(() => rke2.delete(CONFIGS, namespace, name));
}
