import type { Clock } from '../../Clock';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { timestamp } from '../machinery/conditions';
import { controlledBy } from '../machinery/ownerReference';
import { recordEvent } from '../machinery/recordEvent';
import { ownKey } from '../machinery/startReconciler';
import { nextTime } from './cron';
import type { DatabaseWorld } from './DatabaseWorld';
import { startOperatorPart } from './operator';

const SCHEDULED_BACKUPS = 'scheduledbackups.postgresql.cnpg.io';

/** Plays CloudNativePG's operator for ScheduledBackups. Returns the function that ends it. */
export function startScheduledBackups({
  store,
  clock,
}: DatabaseWorld): () => void {
  return startOperatorPart(
    store,
    clock,
    SCHEDULED_BACKUPS,
    [],
    (key, { lookAfter }) => {
      const scheduled = store.get(SCHEDULED_BACKUPS, key.namespace, key.name);
      if (!scheduled || scheduled.spec.suspend) {
        return;
      }
      const now = clock.now();
      const { schedule, immediate } = scheduled.spec;
      const { nextScheduleTime } = scheduled.status ?? {};
      if (!nextScheduleTime) {
        if (immediate) {
          take(store, clock, scheduled, true);
        }
        write(store, scheduled, now, immediate);
      } else if (Date.parse(nextScheduleTime) <= now.getTime()) {
        take(store, clock, scheduled, false);
        write(store, scheduled, now, true);
      }
      const next = nextTime(schedule, now);
      if (next) {
        lookAfter(ownKey(scheduled), next.getTime() - now.getTime());
      }
    },
  );
}

function write(
  store: ClusterStore,
  scheduled: StoredObject,
  now: Date,
  taken: boolean,
) {
  const next = nextTime(scheduled.spec.schedule, now);
  store.updateStatus(
    SCHEDULED_BACKUPS,
    scheduled.metadata.namespace,
    scheduled.metadata.name,
    status =>
      Object.assign(status, {
        lastCheckTime: timestamp(now),
        ...(taken ? { lastScheduleTime: timestamp(now) } : {}),
        ...(next ? { nextScheduleTime: timestamp(next) } : {}),
      }),
  );
}

/** The Backup a schedule makes. */
export function scheduledBackup(
  scheduled: StoredObject,
  cluster: StoredObject | undefined,
  now: Date,
  immediate: boolean,
): NewObject {
  const owner = { self: scheduled, cluster }[
    scheduled.spec.backupOwnerReference as 'self' | 'cluster'
  ];
  const { name, namespace } = scheduled.metadata;
  const { spec } = scheduled;
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata: {
      name: `${name}-${timestamp(now).replace(/[-:TZ]/g, '')}`,
      namespace,
      labels: {
        'cnpg.io/cluster': spec.cluster.name,
        'cnpg.io/scheduled-backup': name,
        'cnpg.io/immediateBackup': String(immediate),
      },
      ...(owner ? { ownerReferences: [controlledBy(owner)] } : {}),
    },
    spec: {
      cluster: spec.cluster,
      ...(spec.method ? { method: spec.method } : {}),
      ...(spec.target ? { target: spec.target } : {}),
      ...(spec.pluginConfiguration
        ? { pluginConfiguration: spec.pluginConfiguration }
        : {}),
    },
  };
}

function take(
  store: ClusterStore,
  clock: Clock,
  scheduled: StoredObject,
  immediate: boolean,
) {
  const cluster = store.get(
    'clusters.postgresql.cnpg.io',
    scheduled.metadata.namespace,
    scheduled.spec.cluster.name,
  );
  const backup = scheduledBackup(scheduled, cluster, clock.now(), immediate);
  const { namespace, name } = backup.metadata;
  if (!store.get('backups.postgresql.cnpg.io', namespace, name)) {
    store.create(backup);
    recordEvent(store, clock, scheduled, {
      reason: 'BackupSchedule',
      message: `Scheduled backup ${name} created`,
      source: 'cloudnative-pg-scheduledbackup',
    });
  }
}
