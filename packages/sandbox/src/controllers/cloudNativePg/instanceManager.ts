import type { PodPorts } from '../../apiserver/http/podProxy';
import type { ServedStore } from '../../apiserver/store/ServedStore';
import type { Clock } from '../../Clock';
import { CLUSTERS } from './facts';

const STATUS_PORT = 8000;
const WAL_FILE = 16 * 1024 ** 2;
/** How often a calm database begins a new file. */
const ARCHIVE_TIMEOUT = 300_000;

function lsn(position: number): string {
  const hex = (number: number) => number.toString(16).toUpperCase();
  return `${hex(Math.floor(position / 2 ** 32))}/${hex(position % 2 ** 32)}`;
}

/**
 * The instance manager in every pod of a database: what `kubectl cnpg status` asks each of them for,
 * reduced to position, timeline and followers.
 */
export function instanceManager(store: ServedStore, clock: Clock): PodPorts {
  return (pod, { scheme, port, path }) => {
    const { labels = {}, namespace, name } = pod.metadata;
    const cluster =
      labels['cnpg.io/podRole'] === 'instance'
        ? store.get(CLUSTERS, namespace, labels['cnpg.io/cluster'])
        : undefined;
    if (!cluster || port !== STATUS_PORT || path !== 'pg/status') {
      return undefined;
    }
    if (pod.status?.phase !== 'Running') {
      return { code: 503, body: {} };
    }
    if (scheme !== 'https') {
      return {
        code: 400,
        body: { message: 'Client sent an HTTP request to an HTTPS server.' },
      };
    }
    const { currentPrimary, timelineID = 1, instancesStatus } = cluster.status;
    const age =
      clock.now().getTime() - Date.parse(cluster.metadata.creationTimestamp);
    const now = lsn((3 + Math.floor(age / ARCHIVE_TIMEOUT)) * WAL_FILE + 0x60);
    const isPrimary = name === currentPrimary;
    const followers = ((instancesStatus?.healthy ?? []) as string[]).filter(
      instance => instance !== currentPrimary,
    );
    return {
      code: 200,
      body: {
        currentLsn: isPrimary ? now : '',
        receivedLsn: isPrimary ? '' : now,
        replayLsn: isPrimary ? '' : now,
        systemID: cluster.status.systemID,
        isPrimary,
        replayPaused: false,
        pendingRestart: false,
        isWalReceiverActive: !isPrimary,
        isPgRewindRunning: false,
        isArchivingWAL: isPrimary,
        readyWalFiles: 0,
        timeLineID: timelineID,
        ...(isPrimary && {
          replicationInfo: followers.map(applicationName => ({
            applicationName,
            state: 'streaming',
            receivedLsn: now,
            writeLsn: now,
            flushLsn: now,
            replayLsn: now,
            writeLag: '00:00:00',
            flushLag: '00:00:00',
            replayLag: '00:00:00',
            syncState: 'async',
            syncPriority: '0',
          })),
        }),
      },
    };
  };
}
