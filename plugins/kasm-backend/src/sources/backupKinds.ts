import {
  clusterText,
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RecoveryWindow } from '../observation/Observation';
import { goTime } from './databaseCertificates';
import type { Watched } from './Watched';

export interface WatchedScheduledBackup {
  name: string;
  cluster?: string;
  suspended: boolean;
  schedule?: string;
  method: string;
}

/** @internal */
export const scheduledBackups: Watched<WatchedScheduledBackup> = {
  resource: resources.scheduledBackups,
  ownersOf: ({ cluster }) => [`database/${cluster}`],
  project(object) {
    const { metadata, spec } = object as KubeObject & {
      spec?: {
        cluster?: { name?: string };
        suspend?: boolean;
        schedule?: string;
        method?: string;
      };
    };
    return {
      name: metadata.name,
      cluster: spec?.cluster?.name,
      suspended: spec?.suspend === true,
      schedule: clusterText(spec?.schedule, 60),
      method: clusterText(spec?.method, 40) ?? 'barmanObjectStore',
    };
  },
};

export interface WatchedBackup {
  name: string;
  cluster?: string;
  phase?: string;
  method?: string;
  instance?: string;
  createdAt?: string;
  startedAt?: string;
  stoppedAt?: string;
  error?: string;
}

/** @internal */
export const backups: Watched<WatchedBackup> = {
  resource: resources.backups,
  ownersOf: ({ cluster }) => [`database/${cluster}`],
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: { cluster?: { name?: string }; method?: string };
      status?: {
        phase?: string;
        method?: string;
        startedAt?: string;
        stoppedAt?: string;
        error?: string;
        instanceID?: { podName?: string };
      };
    };
    return {
      name: metadata.name,
      cluster: spec?.cluster?.name,
      phase: clusterText(status?.phase, 60),
      method: clusterText(status?.method ?? spec?.method, 40),
      instance: clusterText(status?.instanceID?.podName, 80),
      createdAt: metadata.creationTimestamp,
      startedAt: status?.startedAt,
      stoppedAt: status?.stoppedAt,
      error: redactLine(status?.error ?? '', 300),
    };
  },
};

/** An archive of the Barman Cloud plugin: what can be recovered, by server name. */
export interface WatchedObjectStore {
  name: string;
  path?: string;
  windows: Array<RecoveryWindow & { server: string }>;
}

/** Servers of one archive that are looked at. */
const MOST_SERVERS = 50;

type RawWindow = {
  firstRecoverabilityPoint?: string;
  lastSuccessfulBackupTime?: string;
  lastFailedBackupTime?: string;
};

/** @internal */
export const objectStores: Watched<WatchedObjectStore> = {
  resource: resources.objectStores,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: {
        configuration?: { destinationPath?: string; endpointURL?: string };
      };
      status?: { serverRecoveryWindow?: Record<string, RawWindow | null> };
    };
    return {
      name: metadata.name,
      path: pathOf(spec?.configuration),
      windows: Object.entries(status?.serverRecoveryWindow ?? {})
        .slice(0, MOST_SERVERS)
        .map(([server, window]) => ({
          server: clusterText(server, 253) ?? '',
          firstRecoverabilityPoint: goTime(window?.firstRecoverabilityPoint),
          lastSuccessfulAt: goTime(window?.lastSuccessfulBackupTime),
          lastFailedAt: goTime(window?.lastFailedBackupTime),
        })),
    };
  },
};

/** What tells one place from another; the same path elsewhere is another place. */
function pathOf(
  configuration: { destinationPath?: string; endpointURL?: string } | undefined,
): string | undefined {
  const path = clusterText(configuration?.destinationPath, 512);
  return (
    path &&
    `${clusterText(configuration?.endpointURL, 253) ?? ''} ${path.replace(
      /\/+$/,
      '',
    )}`
  );
}
