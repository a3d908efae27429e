import type { ClusterStore } from '../../apiserver/ClusterStore';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/** An object as it was, without what only the server writes. */
export function manifestOf(
  store: ClusterStore,
  resource: string,
  place: Place,
  what: string,
) {
  const { metadata, status, ...rest } = present(store, resource, place, what);
  const { name, namespace, labels, annotations, ownerReferences } = metadata;
  return {
    ...rest,
    metadata: { name, namespace, labels, annotations, ownerReferences },
  };
}

/**
 * Deletes a Secret. Healing makes it again, unless somebody else has.
 *
 * @public
 */
export function removeSecret({ rke2 }: Controllers, place: Place): Heal {
  const { namespace, name } = place;
  const before = manifestOf(rke2, 'secrets', place, 'Secret');
  rke2.delete('secrets', namespace, name);
  return once(() => {
    if (!rke2.get('secrets', namespace, name)) {
      rke2.create(before);
    }
  });
}
