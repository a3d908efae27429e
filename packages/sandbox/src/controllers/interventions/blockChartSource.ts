import { CHARTS } from '../helm/chartResources';
import type { SourceTrouble } from '../helm/helmDisturbances';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';
import { rerunRelease } from './rerunRelease';
import { upgradeRke2 } from './upgradeRke2';

/**
 * Takes the source of a HelmChart's chart away and upgrades RKE2, which runs all of them again: the
 * running installation stays as it is, and its Job fails until healed.
 *
 * @public
 */
export function blockChartSource(
  controllers: Controllers,
  chart: Place,
  trouble: SourceTrouble = 'unresolvable',
): Heal {
  const { rke2, disturbances } = controllers;
  present(rke2, CHARTS, chart, 'HelmChart');
  disturbances.helm.sources.set(pathOf(chart), trouble);
  upgradeRke2(controllers);
  return once(() => {
    disturbances.helm.sources.delete(pathOf(chart));
    rerunRelease(rke2, chart);
  });
}
