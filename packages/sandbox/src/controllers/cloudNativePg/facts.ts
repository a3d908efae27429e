import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isControlledBy } from '../machinery/ownerReference';
import { isReady } from '../workloads/podFromTemplate';

/** Where the operator runs on the platform. */
export const OPERATOR_NAMESPACE = 'cnpg-system';
/** Set while an instance has never been ready. */
export const PVC_STATUS = 'cnpg.io/pvcStatus';
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

/** One PostgreSQL instance: its volume, and its pod when there is one. */
export interface Instance {
  name: string;
  serial: number;
  volume: StoredObject;
  pod?: StoredObject;
  ready: boolean;
  /** Still being made: it has never been ready. */
  initialising: boolean;
}

/** The instances of a Cluster by serial number. */
export function instancesOf(
  store: ClusterStore,
  cluster: StoredObject,
): Instance[] {
  const { namespace, name } = cluster.metadata;
  return store
    .list('persistentvolumeclaims', { namespace })
    .filter(
      volume =>
        isControlledBy(volume, cluster) &&
        volume.metadata.labels?.['cnpg.io/pvcRole'] === 'PG_DATA',
    )
    .map(volume => {
      const pod = store.get('pods', namespace, volume.metadata.name);
      return {
        name: volume.metadata.name,
        serial: Number(volume.metadata.name.slice(name.length + 1)),
        volume,
        pod,
        ready: Boolean(pod && isReady(pod)),
        initialising:
          volume.metadata.annotations?.[PVC_STATUS] === 'initializing',
      };
    })
    .sort((a, b) => a.serial - b.serial);
}

/** Names of the Secrets a Cluster's passwords come from. */
export function credentialSecrets(cluster: StoredObject) {
  const { name } = cluster.metadata;
  const { spec } = cluster;
  const bootstrap =
    spec.bootstrap?.initdb ??
    spec.bootstrap?.recovery ??
    spec.bootstrap?.pg_basebackup ??
    {};
  const database: string = bootstrap.database ?? 'app';
  return {
    database,
    owner: (bootstrap.owner ?? database) as string,
    application: (bootstrap.secret?.name ?? `${name}-app`) as string,
    superuser: (spec.superuserSecret?.name ?? `${name}-superuser`) as string,
    applicationIsNamed: Boolean(bootstrap.secret?.name),
    superuserIsNamed: Boolean(spec.superuserSecret?.name),
  };
}

/** The plugin that archives WAL, when one is asked for. */
export function archiver(
  cluster: StoredObject,
): { name: string; parameters?: Record<string, string> } | undefined {
  return (cluster.spec.plugins ?? []).find(
    (plugin: { enabled?: boolean; isWALArchiver?: boolean }) =>
      plugin.enabled !== false && plugin.isWALArchiver,
  );
}

/** A plugin the Cluster wants and the operator does not have. */
export function unknownPlugin(
  store: ClusterStore,
  cluster: StoredObject,
): string | undefined {
  const known = new Set(
    store
      .list('services', { namespace: OPERATOR_NAMESPACE })
      .map(service => service.metadata.labels?.['cnpg.io/pluginName']),
  );
  return (cluster.spec.plugins ?? [])
    .filter((plugin: { enabled?: boolean }) => plugin.enabled !== false)
    .map((plugin: { name: string }) => plugin.name)
    .find((name: string) => !known.has(name));
}

/** The image and major version a Cluster runs. */
export function operandImage(cluster: StoredObject): {
  image: string;
  major: number;
} {
  const { imageName, imageCatalogRef } = cluster.spec;
  if (imageCatalogRef) {
    const { major } = imageCatalogRef;
    return {
      image: `ghcr.io/cloudnative-pg/postgresql:${major}-standard-trixie`,
      major,
    };
  }
  const image: string =
    imageName ?? 'ghcr.io/cloudnative-pg/postgresql:18.0-standard-trixie';
  const tag = image.split('@')[0].split(':').pop()!;
  return { image, major: Number.parseInt(tag, 10) };
}
