import type { StoredObject } from '../../apiserver/ClusterStore';
import { archiveOf } from '../cloudNativePg/archivePlace';
import type { Contents } from '../cloudNativePg/DatabaseContents';
import { CLUSTERS } from '../cloudNativePg/facts';
import type { Controllers } from '../startControllers';
import { once, type Heal } from './Heal';
import { present, type Place } from './Place';
import { manifestOf } from './removeSecret';

/** How a database is made again. */
export interface Recreation {
  /** Changes the new Cluster's spec. */
  change?(spec: any): void;
  /** Whether it has the data of the old one, as from a backup, or begins with nothing. */
  keepsData: boolean;
  /** Whether the archive of the old one is its own, or still that of another. */
  keepsArchive: boolean;
}

/** Who applied an object, so that it may go on applying it. */
function applierOf({ metadata }: StoredObject): string | undefined {
  const entries = (metadata.managedFields ?? []) as Array<{
    manager: string;
    operation: string;
  }>;
  return entries.find(({ operation }) => operation === 'Apply')?.manager;
}

/**
 * Deletes a database and makes it again under its name, as somebody does who thinks that this mends
 * things. Healing makes it once more as it was, with the data that it had.
 *
 * @public
 */
export function recreateDatabase(
  controllers: Controllers,
  place: Place,
  { change, keepsData, keepsArchive }: Recreation,
): Heal {
  const { rke2, postgres } = controllers;
  const before = present(rke2, CLUSTERS, place, 'database cluster');
  const manifest = manifestOf(rke2, CLUSTERS, place, 'database cluster');
  const appliedBy = applierOf(before);
  const contents = postgres.contents.snapshot(before.metadata.uid);

  function make(again: {
    edit?: (spec: any) => void;
    data?: Contents;
    archive: boolean;
  }) {
    const wanted = JSON.parse(JSON.stringify(manifest));
    again.edit?.(wanted.spec);
    rke2.delete(CLUSTERS, place.namespace, place.name);
    const made = rke2.create(wanted, { appliedBy });
    const { uid } = made.metadata;
    if (again.data) {
      postgres.contents.restore(uid, again.data);
    }
    const archive = archiveOf(rke2, made);
    if (again.archive && archive && archive.refused === undefined) {
      postgres.buckets.handOver(archive.place, uid);
    }
  }

  make({
    edit: change,
    data: keepsData ? contents : undefined,
    archive: keepsArchive,
  });
  return once(() => {
    const now = rke2.get(CLUSTERS, place.namespace, place.name);
    const grown =
      keepsData && now && postgres.contents.snapshot(now.metadata.uid);
    make({ data: grown || contents, archive: true });
  });
}
