import {
  clusterText,
  type KubeObject,
  redactLine,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { DatabaseFacts } from '../observation/Observation';
import { certificates, goTime } from './databaseCertificates';
import { imageTag } from './deployments';
import { condition, type Condition, type Watched } from './Watched';

/** What a Cluster alone tells. */
export type WatchedCluster = { name: string } & Omit<
  DatabaseFacts,
  | 'present'
  | 'pods'
  | 'backups'
  | 'operatorAvailable'
  | 'operatorUnavailableSince'
  | 'operatorVersion'
  | 'disruptionBudgets'
  | 'replication'
>;

type RawBootstrap = {
  owner?: string;
  database?: string;
  secret?: { name?: string };
};

type RawCluster = {
  spec?: {
    instances?: number;
    imageName?: string;
    enableSuperuserAccess?: boolean;
    superuserSecret?: { name?: string };
    primaryUpdateStrategy?: string;
    /** One of them; the latter two take over what another Cluster had. */
    bootstrap?: {
      initdb?: RawBootstrap;
      recovery?: RawBootstrap;
      pg_basebackup?: RawBootstrap;
    };
    postgresql?: { parameters?: { max_connections?: string } };
    plugins?: Array<{
      name?: string;
      enabled?: boolean;
      isWALArchiver?: boolean;
      parameters?: { barmanObjectName?: string; serverName?: string };
    }>;
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
    timelineID?: number;
    instancesReportedState?: Record<string, { timeLineID?: number }>;
    certificates?: { expirations?: Record<string, string> };
    managedRolesStatus?: { cannotReconcile?: Record<string, string[]> };
    pluginStatus?: Array<{ name?: string; version?: string }>;
    firstRecoverabilityPoint?: string;
    lastSuccessfulBackup?: string;
    lastFailedBackup?: string;
    pvcCount?: number;
    unusablePVC?: string[];
    danglingPVC?: string[];
    initializingPVC?: string[];
    resizingPVC?: string[];
  };
};

/** Lists in a Cluster that people or programs may have made long. */
const MOST = 20;

/** @internal */
export const databaseClusters: Watched<WatchedCluster> = {
  resource: resources.databaseClusters,
  ownersOf: ({ name }) => [`database/${name}`],
  project(object) {
    const { metadata } = object;
    const annotations = metadata.annotations ?? {};
    const { spec, status } = object as KubeObject & RawCluster;
    const image = status?.image ?? spec?.imageName;
    const archiving = condition(status?.conditions, 'ContinuousArchiving');
    const ready = condition(status?.conditions, 'Ready');
    const hibernation = condition(status?.conditions, 'cnpg.io/hibernation');
    const secrets = status?.secretsResourceVersion;
    const { recovery, pg_basebackup: copied, initdb } = spec?.bootstrap ?? {};
    const bootstrap = recovery ?? copied ?? initdb;
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
        clusterText(bootstrap?.secret?.name, 253) ?? `${metadata.name}-app`,
      // Once the operator lists the Secrets it saw, one that is not listed was not found.
      applicationSecretVersion:
        secrets && (secrets.applicationSecretVersion ?? ''),
      superuserSecretVersion: secrets && (secrets.superuserSecretVersion ?? ''),
      unattended: annotations['cnpg.io/reconciliationLoop'] === 'disabled',
      hibernatedSince:
        hibernation?.status === 'True'
          ? hibernation.lastTransitionTime
          : undefined,
      supervised: spec?.primaryUpdateStrategy === 'supervised',
      timeline: status?.timelineID,
      timelines: otherTimelines(status),
      certificates: certificates(status?.certificates?.expirations),
      brokenRoles: Object.entries(
        status?.managedRolesStatus?.cannotReconcile ?? {},
      )
        .slice(0, MOST)
        .map(([role, errors]) => ({
          role: clusterText(role, 63) ?? '',
          error: redactLine(String(errors?.[0] ?? ''), 200) ?? '',
        }))
        .sort((a, b) => (a.role < b.role ? -1 : 1)),
      plugins: (status?.pluginStatus ?? []).slice(0, MOST).map(plugin => ({
        name: clusterText(plugin.name, 80) ?? '',
        version: clusterText(plugin.version, 40),
      })),
      owner:
        clusterText(bootstrap?.owner, 63) ??
        clusterText(bootstrap?.database, 63),
      ownDatabase: clusterText(bootstrap?.database, 63),
      maxConnections: whole(spec?.postgresql?.parameters?.max_connections),
      archive: archiveOf(metadata.name, spec),
      recovery: {
        firstRecoverabilityPoint: goTime(status?.firstRecoverabilityPoint),
        lastSuccessfulAt: goTime(status?.lastSuccessfulBackup),
        lastFailedAt: goTime(status?.lastFailedBackup),
      },
      volumes: {
        count: status?.pvcCount ?? 0,
        unusable: names(status?.unusablePVC),
        dangling: names(status?.danglingPVC),
        initializing: names(status?.initializingPVC),
        resizing: names(status?.resizingPVC),
        pending: [],
      },
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

function names(list: string[] | undefined): string[] {
  return (list ?? [])
    .slice(0, MOST)
    .flatMap(name => clusterText(name, 80) ?? [])
    .sort();
}

function whole(text: string | undefined): number | undefined {
  const number = parseInt(text ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}

/** A replica on another timeline does not follow its primary. */
function otherTimelines(
  status: RawCluster['status'],
): Record<string, number> | undefined {
  const others = Object.entries(status?.instancesReportedState ?? {}).flatMap(
    ([name, { timeLineID }]): Array<[string, number]> =>
      typeof timeLineID === 'number' && timeLineID !== status?.timelineID
        ? [[name, timeLineID]]
        : [],
  );
  return others.length > 0 ? Object.fromEntries(others) : undefined;
}

/** Where the archiving plugin writes to; the server is named after the cluster unless said. */
function archiveOf(
  cluster: string,
  spec: RawCluster['spec'],
): DatabaseFacts['archive'] {
  const archiver = spec?.plugins?.find(
    ({ enabled, isWALArchiver }) => isWALArchiver && enabled !== false,
  );
  const store = clusterText(archiver?.parameters?.barmanObjectName, 253);
  return store
    ? {
        store,
        server: clusterText(archiver?.parameters?.serverName, 253) ?? cluster,
      }
    : undefined;
}
