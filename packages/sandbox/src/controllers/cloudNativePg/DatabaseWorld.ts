import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import { Buckets } from './Buckets';
import {
  noDatabaseDisturbances,
  type DatabaseDisturbances,
} from './databaseDisturbances';
import { DatabaseContents } from './DatabaseContents';

/** What the parts of CloudNativePG's stand-in share. */
export interface DatabaseWorld {
  store: ClusterStore;
  clock: Clock;
  /** The object storage, which no cluster shows. */
  buckets: Buckets;
  /** What is in the databases, which no object shows. */
  contents: DatabaseContents;
  disturbances: DatabaseDisturbances;
  /** When the restart of a primary inside its pod began, by the Cluster's uid. */
  restarts: Map<string, Date>;
}

/** Databases of one cluster, of which there are none yet. */
export const createDatabaseParts = (
  store: ClusterStore,
  clock: Clock,
  disturbances: DatabaseDisturbances = noDatabaseDisturbances(),
): DatabaseWorld => ({
  store,
  clock,
  disturbances,
  buckets: new Buckets(),
  contents: new DatabaseContents(),
  restarts: new Map(),
});
