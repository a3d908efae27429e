import { CLUSTERS, credentialSecrets } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { deletePods } from './componentPods';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';

/**
 * Deletes Kasm's copy of the database Secret and the pods of its API, whose successors cannot start
 * without it.
 *
 * @public
 */
export function removeLogin(
  { rke2 }: Controllers,
  database: Place,
  kasm: { namespace: string; release: string },
): Heal {
  const { application: name } = credentialSecrets(
    present(rke2, CLUSTERS, database, 'database cluster'),
  );
  const { namespace } = kasm;
  const { apiVersion, kind, metadata, type, data } = present(
    rke2,
    'secrets',
    { namespace, name },
    'Secret',
  );
  rke2.delete('secrets', namespace, name);
  deletePods(rke2, { ...kasm, component: 'api' });
  return once(() => {
    if (!rke2.get('secrets', namespace, name)) {
      const { labels, annotations } = metadata;
      rke2.create({
        apiVersion,
        kind,
        metadata: { namespace, name, labels, annotations },
        type,
        data,
      });
    }
  });
}
