import {
  clusterText,
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { DatabaseFacts } from '../observation/Observation';
import { imageTag } from './deployments';
import { condition, type Condition, type Watched } from './Watched';

/** What a Cluster alone tells. */
export type WatchedCluster = { name: string } & Omit<
  DatabaseFacts,
  'present' | 'pods' | 'backups' | 'operatorAvailable'
>;

type RawCluster = {
  spec?: {
    instances?: number;
    imageName?: string;
    enableSuperuserAccess?: boolean;
    superuserSecret?: { name?: string };
    bootstrap?: { initdb?: { secret?: { name?: string } } };
  };
  status?: {
    phase?: string;
    phaseReason?: string;
    readyInstances?: number;
    currentPrimary?: string;
    targetPrimary?: string;
    targetPrimaryTimestamp?: string;
    currentPrimaryFailingSinceTimestamp?: string;
    image?: string;
    pgDataImageInfo?: { majorVersion?: number };
    conditions?: Condition[];
    secretsResourceVersion?: {
      applicationSecretVersion?: string;
      superuserSecretVersion?: string;
    };
  };
};

/** @internal */
export const databaseClusters: Watched<WatchedCluster> = {
  resource: resources.databaseClusters,
  project(object) {
    const { metadata } = object;
    const annotations = metadata.annotations ?? {};
    const { spec, status } = object as KubeObject & RawCluster;
    const image = status?.image ?? spec?.imageName;
    const archiving = condition(status?.conditions, 'ContinuousArchiving');
    const ready = condition(status?.conditions, 'Ready');
    const hibernation = condition(status?.conditions, 'cnpg.io/hibernation');
    const secrets = status?.secretsResourceVersion;
    return {
      name: metadata.name,
      createdAt: metadata.creationTimestamp,
      phase: clusterText(status?.phase, 120),
      phaseReason: clusterText(status?.phaseReason),
      notReadySince:
        ready && ready.status !== 'True' ? ready.lastTransitionTime : undefined,
      desired: spec?.instances ?? 1,
      ready: status?.readyInstances ?? 0,
      currentPrimary: status?.currentPrimary || undefined,
      targetPrimary: status?.targetPrimary || undefined,
      targetPrimarySince: status?.targetPrimaryTimestamp || undefined,
      primaryFailingSince:
        status?.currentPrimaryFailingSinceTimestamp || undefined,
      major: status?.pgDataImageInfo?.majorVersion ?? majorOf(image),
      image: clusterText(image),
      hibernated:
        hibernation?.status === 'True' ||
        annotations['cnpg.io/hibernation'] === 'on',
      fenced: fencedInstances(annotations['cnpg.io/fencedInstances']),
      archiving: archiving && {
        ok: archiving.status === 'True',
        since: archiving.lastTransitionTime,
        message: redactLine(archiving.message ?? '', 300),
      },
      superuserAccess: spec?.enableSuperuserAccess === true,
      superuserSecret:
        spec?.superuserSecret?.name ?? `${metadata.name}-superuser`,
      applicationSecret:
        spec?.bootstrap?.initdb?.secret?.name ?? `${metadata.name}-app`,
      // Once the operator lists the Secrets it saw, one that is not listed was not found.
      applicationSecretVersion:
        secrets && (secrets.applicationSecretVersion ?? ''),
      superuserSecretVersion: secrets && (secrets.superuserSecretVersion ?? ''),
    };
  },
};

/** `…/postgresql:14.18-standard-bookworm` → 14. */
function majorOf(image: string | undefined): number | undefined {
  const major = parseInt(imageTag(image) ?? '', 10);
  return Number.isNaN(major) ? undefined : major;
}

/** The annotation is a JSON list that people type by hand. */
function fencedInstances(annotation: string | undefined): string[] {
  if (!annotation) {
    return [];
  }
  try {
    const list: unknown = JSON.parse(annotation);
    return Array.isArray(list)
      ? list.flatMap(name => clusterText(name, 80) ?? [])
      : [];
  } catch {
    return [];
  }
}

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
  stoppedAt?: string;
  error?: string;
}

/** @internal */
export const backups: Watched<WatchedBackup> = {
  resource: resources.backups,
  project(object) {
    const { metadata, spec, status } = object as KubeObject & {
      spec?: { cluster?: { name?: string } };
      status?: { phase?: string; stoppedAt?: string; error?: string };
    };
    return {
      name: metadata.name,
      cluster: spec?.cluster?.name,
      phase: clusterText(status?.phase, 60),
      stoppedAt: status?.stoppedAt,
      error: redactLine(status?.error ?? '', 300),
    };
  },
};
