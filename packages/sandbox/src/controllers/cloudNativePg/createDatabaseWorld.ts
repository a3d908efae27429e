import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { startKubelet } from '../kubelet/startKubelet';
import { startVolumes } from '../platform/startVolumes';
import { startJobs } from '../workloads/startJobs';
import { BARMAN_PLUGIN, OPERATOR_NAMESPACE } from './facts';
import { startBackups } from './startBackups';
import { startClusters } from './startClusters';
import { startScheduledBackups } from './startScheduledBackups';
import { CLUSTERS } from './writeClusterStatus';

/** As a Cluster asks for the plugin that archives it. */
export const ARCHIVED = {
  plugins: [{ name: BARMAN_PLUGIN, isWALArchiver: true }],
};

const cluster = (more: object) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name: 'kasm-pg', namespace: 'database' },
  spec: {
    instances: 3,
    imageName: 'ghcr.io/cloudnative-pg/postgresql:14.24-standard-bookworm',
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
  let down: string | undefined;
  const kubelet = startKubelet(store, clock, [], pod =>
    pod.metadata.name === down ? 'node(s) had no room' : undefined,
  );
  const stops = [
    kubelet.stop,
    startJobs(store, clock),
    startVolumes(store, clock),
    startClusters(store, clock),
    startBackups(store, clock),
    startScheduledBackups(store, clock),
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
    /** The Cluster's phases so far. */
    phases,
    /** Lets one pod be placed nowhere. */
    keepDown: (name?: string) => {
      down = name;
    },
    /** Makes the Cluster `kasm-pg` and gives it a minute. */
    createCluster: async (more: object = {}) => {
      store.create(cluster(more));
      await clock.advance(60_000);
    },
    installArchiver: () =>
      store.create({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'barman-cloud',
          namespace: OPERATOR_NAMESPACE,
          labels: { 'cnpg.io/pluginName': BARMAN_PLUGIN },
        },
        spec: {},
      }),
    status: () => store.get(CLUSTERS, 'database', 'kasm-pg')!.status,
    stop: () => stops.forEach(stop => stop()),
  };
}
