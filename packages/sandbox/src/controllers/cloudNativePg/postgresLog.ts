import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';

/** How bad PostgreSQL finds something. */
export type Severity = 'LOG' | 'ERROR' | 'FATAL' | 'PANIC';

/** A line of the instance manager, which all containers of an instance share. */
export const managerLine = (
  level: 'info' | 'warning' | 'error',
  msg: string,
  more: object = {},
) => JSON.stringify({ level, logger: 'instance-manager', msg, ...more });

/** A line of PostgreSQL, as the instance manager wraps it. */
export function recordLine(
  now: Date,
  pod: string,
  record: {
    severity: Severity;
    state?: string;
    message: string;
    user?: string;
    database?: string;
  },
): string {
  const time = `${now.toISOString().slice(0, 23).replace('T', ' ')} UTC`;
  const { severity, state = '00000', message, user, database } = record;
  return JSON.stringify({
    level: 'info',
    ts: now.toISOString(),
    logger: 'postgres',
    msg: 'record',
    logging_pod: pod,
    record: {
      log_time: time,
      ...(user ? { user_name: user } : {}),
      ...(database ? { database_name: database } : {}),
      process_id: '271',
      error_severity: severity,
      sql_state_code: state,
      message,
      backend_type: user ? 'client backend' : 'postmaster',
    },
  });
}

/** Writes a line of PostgreSQL into the log of an instance. */
export function logRecord(
  store: ClusterStore,
  clock: Clock,
  instance: { namespace: string; name: string },
  record: Parameters<typeof recordLine>[2],
): void {
  store.appendLog(
    instance.namespace,
    instance.name,
    'postgres',
    recordLine(clock.now(), instance.name, record),
  );
}
