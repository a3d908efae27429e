import type { StatusDocument } from '../../plugins/kasm-common/src';
import { pause } from '../harness/statistics';
import { ApiClient } from './ApiClient';
import type { SandboxProcess } from './startServer';
import { now } from './watchedPods';

const GROUP = '/apis/postgresql.cnpg.io/v1';
/** Backups are said to have ended so late; the seconds tell the millisecond of the write. */
const FAR = Date.UTC(2040, 0, 1);

/** What a writer in another process needs to know. */
export interface BackupWrites {
  sandbox: Pick<SandboxProcess, 'rke2' | 'token' | 'ca'>;
  /** Milliseconds, as `now` tells them. */
  epoch: number;
  perSecond: number;
  seconds: number;
}

/**
 * Writes to backups of the fleet in turn: each write shows in the status of one deployment, and
 * says when it was sent.
 */
export async function writeBackups(options: BackupWrites): Promise<number> {
  const { sandbox, epoch, perSecond, seconds } = options;
  const client = new ApiClient(sandbox.rke2, sandbox.token, sandbox.ca);
  const list = await client.get(`${GROUP}/backups`);
  // One of each deployment.
  const paths = [
    ...new Map<string, string>(
      list.items
        .map(({ metadata }: any) => metadata)
        .filter(({ namespace }: any) => /^database-\d+$/.test(namespace))
        .map(({ namespace, name }: any) => [
          namespace,
          `${GROUP}/namespaces/${namespace}/backups/${name}/status`,
        ]),
    ).values(),
  ];
  const from = now();
  const under = new Set<Promise<unknown>>();
  let sent = 0;
  for (; sent < perSecond * seconds; sent += 1) {
    const due = from + (sent * 1000) / perSecond;
    if (due > now()) {
      await pause(due - now());
    }
    const at = Math.round(now() - epoch);
    const stoppedAt = new Date(FAR + at * 1000)
      .toISOString()
      .replace('.000', '');
    const write = client
      .merge(paths[sent % paths.length], { status: { stoppedAt } })
      .finally(() => under.delete(write));
    under.add(write);
  }
  await Promise.all(under);
  return sent;
}

/** When the write was sent that a status shows; undefined when it shows none. */
export function sentAt(
  { database }: StatusDocument,
  epoch: number,
): number | undefined {
  const shown = Date.parse(database?.backups.lastCompletedAt ?? '');
  return shown >= FAR ? epoch + (shown - FAR) / 1000 : undefined;
}
