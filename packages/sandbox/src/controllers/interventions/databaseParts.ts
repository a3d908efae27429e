import { archiveOf } from '../cloudNativePg/archivePlace';
import { CLUSTERS, credentialSecrets } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { missing, present, type Place } from './Place';

/** The Secret of the password that Kasm logs in with, beside the database. */
export function passwordSecret({ rke2 }: Controllers, place: Place): Place {
  const cluster = present(rke2, CLUSTERS, place, 'database cluster');
  const { application } = credentialSecrets(cluster);
  return { namespace: place.namespace, name: application };
}

/** The Secret that opens the bucket of a database's archive. */
export function bucketSecret({ rke2 }: Controllers, place: Place): Place {
  const cluster = present(rke2, CLUSTERS, place, 'database cluster');
  const archive = archiveOf(rke2, cluster);
  const [first] =
    archive && archive.refused === undefined ? archive.credentials : [];
  return first
    ? { namespace: place.namespace, name: first.name }
    : missing('archive of database', place);
}
