import type { DatabaseFacts, RecoveryWindow } from '../observation/Observation';
import type {
  WatchedBackup,
  WatchedObjectStore,
  WatchedScheduledBackup,
} from './backupKinds';
import { byName } from './controlPlane';
import type { WatchedCluster } from './databaseKinds';

/** Phases in which a Backup is over and nothing came of it. */
const FAILED = ['failed', 'walArchivingFailing', 'invalid backup definition'];
const RUNNING = ['pending', 'started', 'running', 'finalizing'];

/** What schedules, Backups and archives together say. */
export function backupFacts(options: {
  cluster: WatchedCluster;
  schedules: WatchedScheduledBackup[];
  taken: WatchedBackup[];
  /** Undefined when they cannot be seen. */
  stores: WatchedObjectStore[] | undefined;
}): DatabaseFacts['backups'] {
  const { cluster, schedules, taken, stores } = options;
  const running = schedules.filter(({ suspended }) => !suspended);
  const [schedule] = [...running, ...schedules].sort(byName);
  const completed = newest(taken, ['completed']);
  const failed = newest(taken, FAILED);
  const runs = newest(taken, RUNNING);
  const window = windowOf(cluster, stores);
  return {
    scheduled: schedules.length > 0,
    suspended: schedules.length > 0 && running.length === 0,
    schedule: (running.sort(byName)[0] ?? schedule)?.schedule,
    method: (running[0] ?? schedule)?.method,
    methods: [...new Set(running.map(({ method }) => method))].sort(),
    // Backup objects go with what they are about, and may be deleted before; archives remember.
    lastCompletedAt: latest(
      completed && timeOf(completed),
      window?.lastSuccessfulAt,
      cluster.recovery?.lastSuccessfulAt,
    ),
    lastCompletedBy: completed && {
      method: completed.method,
      instance: completed.instance,
    },
    lastFailed: failed && {
      at: timeOf(failed),
      error: failed.error || failed.phase || 'failed without a message',
    },
    runningSince: runs && (runs.startedAt ?? runs.createdAt),
    window,
    sharedWith: sharedWith(cluster, stores),
  };
}

/** When it ended, else when it was last heard of. */
function timeOf({
  stoppedAt,
  startedAt,
  createdAt,
}: WatchedBackup): string | undefined {
  return stoppedAt ?? startedAt ?? createdAt;
}

function newest(
  taken: WatchedBackup[],
  phases: string[],
): WatchedBackup | undefined {
  return taken
    .filter(({ phase }) => phases.includes(phase ?? ''))
    .sort((a, b) => {
      const [atA, atB] = [timeOf(a) ?? '', timeOf(b) ?? ''];
      return atA === atB ? byName(a, b) : atB.localeCompare(atA);
    })[0];
}

function latest(...moments: Array<string | undefined>): string | undefined {
  return moments
    .flatMap(at => at ?? [])
    .sort()
    .pop();
}

function windowOf(
  { archive }: WatchedCluster,
  stores: WatchedObjectStore[] | undefined,
): RecoveryWindow | undefined {
  const window = stores
    ?.find(({ name }) => name === archive?.store)
    ?.windows.find(({ server }) => server === archive?.server);
  if (!window) {
    return undefined;
  }
  const { server: _, ...rest } = window;
  return rest;
}

/**
 * A server name beside this one's in the same place, to which backups were written after this
 * database was made: what it was restored from is not written to any more.
 */
function sharedWith(
  { archive, createdAt }: WatchedCluster,
  stores: WatchedObjectStore[] | undefined,
): string | undefined {
  const own = stores?.find(({ name }) => name === archive?.store);
  if (!own || createdAt === undefined) {
    return undefined;
  }
  return stores
    ?.filter(
      ({ name, path }) => name === own.name || (path && path === own.path),
    )
    .flatMap(({ windows }) => windows)
    .filter(
      ({ server, lastSuccessfulAt }) =>
        server !== archive?.server && (lastSuccessfulAt ?? '') > createdAt,
    )
    .map(({ server }) => server)
    .sort()[0];
}
