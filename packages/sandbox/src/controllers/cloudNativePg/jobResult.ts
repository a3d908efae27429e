import type { StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerResult } from '../kubelet/ContainerProgram';
import { archiveOf, recoverySource } from './archivePlace';
import { archiveIsTaken, storeProblem } from './archiveState';
import type { DatabaseWorld } from './DatabaseWorld';
import type { JobRole } from './instanceJob';
import { imageFacts, operandImage } from './operandImage';
import { archiver } from './plugins';
import { managerLine } from './postgresLog';

/** Locales that PostgreSQL brings itself; the others are in `standard` images only. */
const OWN_LOCALES = ['C', 'POSIX', 'C.UTF-8', 'C.utf8'];

const failed = (...lines: string[]): ContainerResult => ({
  exitCode: 1,
  lines,
});

const succeeded = (msg: string): ContainerResult => ({
  exitCode: 0,
  lines: [managerLine('info', msg)],
});

/** How the Job for an instance's volume ends. */
export function jobResult(
  world: DatabaseWorld,
  pod: StoredObject,
  cluster: StoredObject | undefined,
): ContainerResult {
  if (!cluster) {
    return failed(managerLine('error', 'the Cluster is gone'));
  }
  const refused = takenArchive(world, pod, cluster);
  switch (pod.metadata.labels!['cnpg.io/jobRole'] as JobRole) {
    case 'initdb':
      return refused ?? initialise(world, cluster);
    case 'full-recovery':
      return refused ?? recover(world, cluster);
    case 'major-upgrade':
      return upgrade(cluster);
    default:
      return succeeded('Instance initialised');
  }
}

/** A new Cluster must not mix its WAL with somebody else's. */
function takenArchive(
  world: DatabaseWorld,
  { metadata }: StoredObject,
  cluster: StoredObject,
): ContainerResult | undefined {
  if (!archiveIsTaken(world, cluster)) {
    return undefined;
  }
  const found = archiveOf(world.store, cluster);
  const serverName =
    found && found.refused === undefined ? found.serverName : '';
  const message = `WAL archive check failed for server ${serverName}: Expected empty archive`;
  if (archiver(cluster)) {
    world.store.appendLog(
      metadata.namespace!,
      metadata.name,
      'plugin-barman-cloud',
      JSON.stringify({
        level: 'error',
        logger: 'barman-cloud-check-wal-archive',
        msg: message,
        logging_pod: metadata.name,
      }),
    );
  }
  return failed(
    managerLine('error', 'Error while bootstrapping data directory', {
      error: `rpc error: code = Unknown desc = ${message}`,
    }),
  );
}

/** The first locale of the bootstrap section that the image does not have. */
function missingLocale(cluster: StoredObject): string | undefined {
  const { locale, localeCollate, localeCType } =
    cluster.spec.bootstrap?.initdb ?? {};
  const { flavour } = imageFacts(operandImage(cluster).image);
  return [locale, localeCollate, localeCType].find(
    wanted => wanted && flavour === 'minimal' && !OWN_LOCALES.includes(wanted),
  );
}

function initialise(
  { contents }: DatabaseWorld,
  cluster: StoredObject,
): ContainerResult {
  const locale = missingLocale(cluster);
  if (locale) {
    return failed(
      JSON.stringify({
        level: 'info',
        logger: 'initdb',
        msg: `initdb: error: invalid locale name "${locale}"`,
        pipe: 'stderr',
      }),
      managerLine('error', 'Error while bootstrapping data directory', {
        error: 'error while creating the PostgreSQL instance: exit status 1',
      }),
    );
  }
  contents.of(cluster.metadata.uid);
  return succeeded('Instance initialised');
}

/** Restores what the newest backup of the source holds. */
function recover(world: DatabaseWorld, cluster: StoredObject): ContainerResult {
  const source = recoverySource(world.store, cluster);
  const problem = source
    ? storeProblem(world, cluster, source)
    : 'no recovery source is defined';
  const newest =
    source && source.refused === undefined
      ? world.buckets.get(source.place)?.backups.slice(-1)[0]
      : undefined;
  if (problem || !newest) {
    return failed(
      managerLine('error', 'Error while restoring a backup', {
        error: problem ?? 'no target backup found',
      }),
    );
  }
  world.contents.restore(cluster.metadata.uid, newest.contents);
  return succeeded('Restore completed');
}

/** pg_upgrade needs both majors from images of one operating system. */
function upgrade(cluster: StoredObject): ContainerResult {
  const before = imageFacts(cluster.status.pgDataImageInfo.image);
  const after = imageFacts(operandImage(cluster).image);
  return before.os === after.os
    ? succeeded('Upgrade completed')
    : failed(
        managerLine('error', 'Error while running pg_upgrade', {
          error: `the operating system changes from ${
            before.os ?? 'unknown'
          } to ${after.os ?? 'unknown'}`,
        }),
      );
}
