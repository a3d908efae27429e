import { CHARTS } from '../helm/chartResources';
import { releaseOf } from '../helm/releaseOf';
import { undoFailedRevisions } from '../helm/releaseRecord';
import type { Controllers } from '../startControllers';
import { changeHelmChart } from './changeHelmChart';
import { componentDeployment } from './componentPods';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';
import { rerunRelease } from './rerunRelease';
import { upgradeRke2 } from './upgradeRke2';

/** Who does it, for field ownership. */
const EDITOR = 'kubectl';

/**
 * Scales a component by hand and upgrades RKE2: Helm, which may not force it, finds a field that is
 * somebody else's and gives up, again and again. Healed by giving the field back and rolling the release back.
 *
 * @public
 */
export function editByHand(
  controllers: Controllers,
  chart: Place,
  component = 'guac',
): Heal {
  const { rke2 } = controllers;
  const { name: release, namespace } = releaseOf(
    present(rke2, CHARTS, chart, 'HelmChart'),
  );
  const { apiVersion, kind, metadata, spec } = componentDeployment(rke2, {
    namespace,
    release,
    component,
  });
  const edit = (edited: object) =>
    rke2.apply(
      {
        apiVersion,
        kind,
        metadata: { namespace, name: metadata.name },
        ...edited,
      },
      { manager: EDITOR, force: true },
    );
  edit({ spec: { replicas: spec.replicas + 1 } });
  const unforce = changeHelmChart(controllers, chart, {
    forceConflicts: undefined,
  });
  upgradeRke2(controllers);
  return once(() => {
    unforce();
    if (rke2.get('deployments.apps', namespace, metadata.name)) {
      edit({ spec: { replicas: spec.replicas } });
      // What is applied no longer belongs to nobody, and Helm takes it as it is.
      edit({});
    }
    undoFailedRevisions(rke2, release, namespace);
    rerunRelease(rke2, chart);
  });
}
