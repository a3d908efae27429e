import { CHARTS } from '../helm/chartResources';
import { releaseOf } from '../helm/releaseOf';
import { latestRevision } from '../helm/releaseRecord';
import type { Controllers } from '../startControllers';
import { changeHelmChart } from './changeHelmChart';
import { once, type Heal } from './Heal';
import { missing, present, type Place } from './Place';

/**
 * Leaves a release failed, as a node does that is drained during an upgrade, under the policy that waits
 * for somebody: no run does anything more until healed.
 *
 * @public
 */
export function abandonRelease(controllers: Controllers, chart: Place): Heal {
  const { rke2 } = controllers;
  const { name, namespace } = releaseOf(
    present(rke2, CHARTS, chart, 'HelmChart'),
  );
  const revision =
    latestRevision(rke2, name, namespace) ??
    missing('release', { namespace, name });
  const setStatus = (status: string) =>
    rke2.update('secrets', namespace, revision.metadata.name, copy => {
      copy.metadata.labels.status = status;
    });
  setStatus('failed');
  const heal = changeHelmChart(controllers, chart, { failurePolicy: 'abort' });
  return once(() => {
    setStatus('deployed');
    heal();
  });
}
