import type { StoredObject } from '../../apiserver/ClusterStore';
import { placeOf } from '../Disturbances';
import type {
  ContainerProgram,
  ProgramChooser,
} from '../kubelet/ContainerProgram';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS } from './facts';
import { NO_SPACE } from './hindrances';
import { jobResult } from './jobResult';
import { managerLine, recordLine } from './postgresLog';

/** From an instance's start to its first good answer. */
const BECOMING_READY = 1200;
/** What filling a volume takes. */
const FILLING_VOLUME = 1500;
const SIDECAR_STARTING = 100;
const SIDECAR = JSON.stringify({
  level: 'info',
  logger: 'setup',
  msg: 'Starting barman cloud instance plugin',
});
/** How long it looks before it gives up. */
const NOTICING = 300;

/** The Cluster that a pod of an instance, or of a Job for one, belongs to. */
function clusterOf({ store }: DatabaseWorld, { metadata }: StoredObject) {
  const name = metadata.labels?.['cnpg.io/cluster'];
  return name ? store.get(CLUSTERS, metadata.namespace, name) : undefined;
}

/** What the containers of databases do. */
export function databasePrograms(world: DatabaseWorld): ProgramChooser {
  return (pod, container, isInit) => {
    const { labels = {} } = pod.metadata;
    if (!labels['cnpg.io/cluster'] || isInit) {
      return undefined;
    }
    if (container.name === 'plugin-barman-cloud') {
      return { does: 'serve', readyAfter: SIDECAR_STARTING, lines: [SIDECAR] };
    }
    if (labels['cnpg.io/jobRole']) {
      return {
        does: 'end',
        after: FILLING_VOLUME,
        result: () => jobResult(world, pod, clusterOf(world, pod)),
      };
    }
    return container.name === 'postgres' ? postgres(world, pod) : undefined;
  };
}

function postgres(world: DatabaseWorld, pod: StoredObject): ContainerProgram {
  const { disturbances, clock } = world;
  const { name } = pod.metadata;
  if (disturbances.full.has(placeOf(pod))) {
    return fullDisk(world, name);
  }
  return {
    does: 'serve',
    readyAfter: BECOMING_READY,
    lines: [
      managerLine('info', 'Starting CloudNativePG Instance Manager'),
      recordLine(clock.now(), name, {
        severity: 'LOG',
        message: 'database system is ready to accept connections',
      }),
    ],
  };
}

/** PostgreSQL dies of it; the instance manager then refuses to start it again. */
function fullDisk({ clock }: DatabaseWorld, pod: string): ContainerProgram {
  return {
    does: 'end',
    after: NOTICING,
    result: () => ({
      exitCode: NO_SPACE,
      lines: [
        recordLine(clock.now(), pod, {
          severity: 'PANIC',
          state: '53100',
          message:
            'could not write to file "pg_wal/xlogtemp.271": No space left on device',
        }),
        managerLine(
          'error',
          'Detected low-disk space condition, avoid starting the instance',
        ),
      ],
    }),
  };
}
