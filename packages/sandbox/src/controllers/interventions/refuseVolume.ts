import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/**
 * A replica of a database loses its disk, and the driver makes no other: its claim stays pending.
 *
 * @public
 */
export function refuseVolume(
  { rke2, disturbances, kubernetes }: Controllers,
  place: Place,
): Heal {
  const { namespace } = place;
  const { status } = present(rke2, CLUSTERS, place, 'database cluster');
  const instances: string[] = status?.instanceNames ?? [];
  const replica =
    instances.filter(name => name !== status.currentPrimary).pop() ??
    instances[0];
  const claim = present(
    rke2,
    'persistentvolumeclaims',
    { namespace, name: replica },
    'disk',
  );
  const { unprovisionable } = disturbances.volumes;
  const { storageClassName } = claim.spec;
  unprovisionable.set(
    storageClassName,
    'rpc error: code = ResourceExhausted desc = insufficient storage: no disk has room for the replicas of the volume',
  );
  rke2.delete('persistentvolumeclaims', namespace, replica);
  rke2.delete('pods', namespace, replica);
  return once(() => {
    unprovisionable.delete(storageClassName);
    kubernetes.rke2.volumes.lookAtPending();
  });
}
