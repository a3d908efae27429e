import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { startKubelet } from '../kubelet/startKubelet';
import { noPodDisturbances } from '../kubelet/podDisturbances';
import { startServices } from '../platform/startServices';
import { startVolumes } from '../platform/startVolumes';
import { startJobs } from '../workloads/startJobs';
import { databasePrograms } from './databasePrograms';
import { createDatabaseParts } from './DatabaseWorld';
import { CLUSTERS } from './facts';
import { OPERATOR_DEPLOYMENT, OPERATOR_NAMESPACE } from './operator';
import { BARMAN_PLUGIN } from './plugins';
import { startCloudNativePg } from './startCloudNativePg';

const IMAGES = 'ghcr.io/cloudnative-pg/postgresql';

/** As a Cluster asks for the plugin that archives it. */
export const archivedAs = (serverName: string) => ({
  plugins: [
    {
      name: BARMAN_PLUGIN,
      isWALArchiver: true,
      parameters: { barmanObjectName: 'store', serverName },
    },
  ],
});

/** The bucket in the words of an ObjectStore, or of the operator's own support. */
export const BUCKET = {
  destinationPath: 's3://backups/kasm-pg',
  s3Credentials: {
    accessKeyId: { name: 'bucket', key: 'id' },
    secretAccessKey: { name: 'bucket', key: 'key' },
  },
};

/** An image of PostgreSQL by its tag. */
export const image = (tag: string) => `${IMAGES}:${tag}`;

const cluster = (more: object) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name: 'kasm-pg', namespace: 'database' },
  spec: {
    instances: 3,
    imageName: image('14.24-standard-bookworm'),
    enableSuperuserAccess: true,
    superuserSecret: { name: 'kasm-pg-superuser-secret' },
    bootstrap: {
      initdb: {
        database: 'kasm',
        owner: 'kasmapp',
        secret: { name: 'kasm-pg-credentials' },
      },
    },
    storage: { size: '20Gi', storageClass: 'harvester' },
    affinity: { nodeSelector: { 'workload-type': 'database' } },
    ...more,
  },
});

/** A cluster with CloudNativePG and what it needs, on a clock that moves when told to, for tests. */
export function createDatabaseWorld() {
  const clock = createManualClock(new Date('2026-11-01T08:00:00Z'));
  const store = createClusterStore({ clock });
  for (const name of ['database', OPERATOR_NAMESPACE]) {
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  for (const name of ['db-1', 'db-2', 'db-3']) {
    store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'workload-type': 'database' } },
    });
  }
  store.create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'harvester' },
    provisioner: 'driver.harvesterhci.io',
    allowVolumeExpansion: true,
    volumeBindingMode: 'Immediate',
  });
  store.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: OPERATOR_DEPLOYMENT, namespace: OPERATOR_NAMESPACE },
    spec: { replicas: 1 },
  });
  const scaleOperator = (availableReplicas: number) =>
    store.updateStatus(
      'deployments.apps',
      OPERATOR_NAMESPACE,
      OPERATOR_DEPLOYMENT,
      status => Object.assign(status, { availableReplicas }),
    );
  scaleOperator(1);
  let down: string | undefined;
  const pods = noPodDisturbances();
  const parts = createDatabaseParts(store, clock);
  const kubelet = startKubelet(
    store,
    clock,
    [databasePrograms(parts)],
    pod => (pod.metadata.name === down ? 'node(s) had no room' : undefined),
    pods,
  );
  const volumes = startVolumes(store, clock);
  const stops = [
    kubelet.stop,
    volumes.stop,
    startJobs(store, clock),
    startServices(store, clock),
    startCloudNativePg(parts, {
      unhealthy: pods.unhealthy,
      recheck: kubelet.recheck,
    }),
  ];
  const phases: string[] = [];
  store.subscribe(CLUSTERS, ({ object }) => {
    const { phase } = object.status ?? {};
    if (phase && phases[phases.length - 1] !== phase) {
      phases.push(phase);
    }
  });
  return {
    clock,
    store,
    parts,
    kubelet,
    /** The Cluster's phases so far. */
    phases,
    scaleOperator,
    /** Lets one pod be placed nowhere. */
    keepDown: (name?: string) => {
      down = name;
    },
    /** Makes the Cluster `kasm-pg` and gives it a minute. */
    createCluster: async (more: object = {}) => {
      store.create(cluster(more));
      await clock.advance(60_000);
    },
    /** Makes the bucket's ObjectStore and what it is opened with, and installs the plugin. */
    installArchiver: () => {
      const inDatabase = (name: string) => ({ name, namespace: 'database' });
      const key = Buffer.from('x').toString('base64');
      store.create({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: inDatabase('bucket'),
        type: 'Opaque',
        data: { id: key, key },
      });
      store.create({
        apiVersion: 'barmancloud.cnpg.io/v1',
        kind: 'ObjectStore',
        metadata: inDatabase('store'),
        spec: { configuration: BUCKET, retentionPolicy: '2d' },
      });
      store.create({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'barman-cloud',
          namespace: OPERATOR_NAMESPACE,
          labels: { 'cnpg.io/pluginName': BARMAN_PLUGIN },
        },
        spec: {},
      });
    },
    /** Changes the Cluster `kasm-pg`. */
    change: (edit: (cluster: any) => void) =>
      store.update(CLUSTERS, 'database', 'kasm-pg', edit),
    status: () => store.get(CLUSTERS, 'database', 'kasm-pg')!.status,
    condition: (type: string) =>
      store
        .get(CLUSTERS, 'database', 'kasm-pg')!
        .status.conditions.find((each: { type: string }) => each.type === type),
    pods: () => store.list('pods', { namespace: 'database' }),
    stop: () => stops.forEach(stop => stop()),
  };
}
