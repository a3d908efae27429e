import type { StoredObject } from '../../apiserver/ClusterStore';
import { placeOf } from '../Disturbances';
import { archiveOf, type FoundArchive } from './archivePlace';
import type { DatabaseWorld } from './DatabaseWorld';
import { archiver } from './plugins';

/** Bypasses the look into the archive before the first write. */
const SKIP_CHECK = 'cnpg.io/skipEmptyWalArchiveCheck';

/** Why nothing can be read from or written to a place now; undefined when it can. */
export function storeProblem(
  { store, disturbances }: DatabaseWorld,
  cluster: StoredObject,
  found: FoundArchive,
): string | undefined {
  if (found.refused !== undefined) {
    return found.refused;
  }
  for (const { name, key } of found.credentials) {
    const secret = store.get('secrets', cluster.metadata.namespace, name);
    if (!secret) {
      return `while getting secret ${name}: secrets "${name}" not found`;
    }
    if (secret.data?.[key] === undefined) {
      return `missing key ${key}, inside secret ${name}`;
    }
  }
  return disturbances.unreachableStore.get(placeOf(cluster));
}

/** Whether somebody else's archive is where a new Cluster wants to write. */
export function archiveIsTaken(
  { store, buckets }: DatabaseWorld,
  cluster: StoredObject,
): boolean {
  const found = archiveOf(store, cluster);
  if (
    !found ||
    found.refused !== undefined ||
    cluster.metadata.annotations?.[SKIP_CHECK] === 'enabled'
  ) {
    return false;
  }
  const archive = buckets.get(found.place);
  return archive !== undefined && archive.writer !== cluster.metadata.uid;
}

/** The message of ContinuousArchiving while WAL cannot be archived; undefined when it can be. */
export function archivingFailure(
  world: DatabaseWorld,
  cluster: StoredObject,
): string | undefined {
  const found = archiveOf(world.store, cluster);
  if (!found) {
    return undefined;
  }
  const problem = storeProblem(world, cluster, found);
  if (problem === undefined) {
    return undefined;
  }
  return archiver(cluster)
    ? `rpc error: code = Unknown desc = ${problem}`
    : `unexpected failure invoking barman-cloud-wal-archive: ${problem}`;
}
