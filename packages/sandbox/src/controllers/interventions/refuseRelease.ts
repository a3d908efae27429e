import { CHARTS } from '../helm/chartResources';
import { releaseOf } from '../helm/releaseOf';
import { undoFailedRevisions } from '../helm/releaseRecord';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { pathOf, present, type Place } from './Place';
import { rerunRelease } from './rerunRelease';
import { upgradeRke2 } from './upgradeRke2';

const DENIED =
  'admission webhook "validate.policy.sandbox.localhost" denied the request: images must come from the mirror';

/**
 * Lets a policy of the cluster refuse what Helm writes for a release, and upgrades RKE2: the release is
 * failed until healed.
 *
 * @public
 */
export function refuseRelease(controllers: Controllers, chart: Place): Heal {
  const { rke2, disturbances } = controllers;
  const { name, namespace } = releaseOf(
    present(rke2, CHARTS, chart, 'HelmChart'),
  );
  disturbances.helm.refused.set(pathOf(chart), DENIED);
  upgradeRke2(controllers);
  return once(() => {
    disturbances.helm.refused.delete(pathOf(chart));
    undoFailedRevisions(rke2, name, namespace);
    rerunRelease(rke2, chart);
  });
}
