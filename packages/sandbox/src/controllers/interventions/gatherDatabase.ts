import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { changeDatabase } from './changeDatabase';
import type { Heal } from './Heal';
import { present, type Place } from './Place';

/**
 * Puts every instance of a database on the node of its primary, by a selector that names the node.
 *
 * @public
 */
export function gatherDatabase(controllers: Controllers, place: Place): Heal {
  const { rke2 } = controllers;
  const { spec, status } = present(rke2, CLUSTERS, place, 'database cluster');
  const primary = { ...place, name: status.currentPrimary };
  const pod = present(rke2, 'pods', primary, 'database instance');
  return changeDatabase(controllers, place, {
    spec: {
      affinity: {
        ...spec.affinity,
        nodeSelector: {
          ...spec.affinity?.nodeSelector,
          'kubernetes.io/hostname': pod.spec.nodeName,
        },
      },
    },
  });
}
