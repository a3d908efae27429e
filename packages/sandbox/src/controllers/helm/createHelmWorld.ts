import type { StoredObject } from '../../apiserver/ClusterStore';
import { createClusterStore } from '../../apiserver/createClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { startKubelet } from '../kubelet/startKubelet';
import { startJobs } from '../workloads/startJobs';
import type { Chart } from './Chart';
import { CHARTS } from './chartResources';
import { noHelmDisturbances } from './helmDisturbances';
import { helmProgram } from './helmProgram';
import { latestRevision } from './releaseRecord';
import { startHelmController } from './startHelmController';

/** A chart with a Secret that keeps its password, a ConfigMap and a Job. */
export const appChart: Chart = {
  name: 'app',
  versions: { '1.0.0': '1', '1.1.0': '1' },
  sources: ['charts.example.com'],
  defaults: { colour: 'red', job: true },
  takes: 1000,
  schemaErrors: ({ colour }) =>
    typeof colour === 'number'
      ? ["- at '/colour': got number, want string"]
      : [],
  render: (values, { name, namespace, lookupSecret }) => {
    const metadata = (suffix: string, annotations = {}) => ({
      name: `${name}-${suffix}`,
      namespace,
      annotations,
    });
    const password = Math.random().toString(36);
    return [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: metadata('secrets', values.secretAnnotations),
        data: {
          password:
            lookupSecret(`${name}-secrets`)?.data?.password ??
            Buffer.from(password).toString('base64'),
        },
      },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: metadata('settings'),
        data: { colour: values.colour },
      },
      ...(values.job
        ? [
            {
              apiVersion: 'batch/v1',
              kind: 'Job',
              metadata: metadata('init'),
              spec: {
                template: {
                  spec: {
                    restartPolicy: 'OnFailure',
                    containers: [
                      { name: 'init', image: `init:${values.colour}` },
                    ],
                  },
                },
              },
            },
          ]
        : []),
      ...(values.hook
        ? [
            {
              apiVersion: 'v1',
              kind: 'Secret',
              metadata: metadata('hook', { 'helm.sh/hook': 'pre-install' }),
            },
          ]
        : []),
    ];
  },
};

const SYSTEM = 'system';
const TARGET = 'target';

/** A cluster with helm-controller and what its Jobs need, on a clock that moves when told to, for tests. */
export function createHelmWorld() {
  const clock = createManualClock(new Date('2026-11-01T08:00:00Z'));
  const store = createClusterStore({ clock });
  const disturbances = noHelmDisturbances();
  for (const name of [SYSTEM, TARGET]) {
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  store.create({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node', labels: { 'kubernetes.io/os': 'linux' } },
  });
  const helm = startHelmController(store, clock);
  const kubelet = startKubelet(store, clock, [
    helmProgram({ store, clock, charts: [appChart], disturbances }),
  ]);
  const stops = [helm.stop, kubelet.stop, startJobs(store, clock)];

  const chart = () => store.get(CHARTS, SYSTEM, 'app');
  const pods = () =>
    store.list('pods', {
      namespace: SYSTEM,
      labels: { 'helmcharts.helm.cattle.io/chart': 'app' },
    });
  const container = () => pods()[0]?.status.containerStatuses?.[0];
  return {
    clock,
    store,
    helm,
    disturbances,
    chart,
    pods,
    create: (spec: object = {}) =>
      store.create({
        apiVersion: 'helm.cattle.io/v1',
        kind: 'HelmChart',
        metadata: { name: 'app', namespace: SYSTEM },
        spec: {
          chart: 'app',
          repo: 'https://charts.example.com',
          version: '1.0.0',
          targetNamespace: TARGET,
          failurePolicy: 'retry',
          ...spec,
        },
      }),
    change: (fields: object) =>
      store.update(CHARTS, SYSTEM, 'app', ({ spec }) =>
        Object.assign(spec, fields),
      ),
    job: (action = 'install') =>
      store.get('jobs.batch', SYSTEM, `helm-${action}-app`),
    /** How the container ended the last time it did. */
    ended: () => {
      const { state, lastState } = container() ?? {};
      return state?.terminated ?? lastState?.terminated;
    },
    log: () =>
      store.logs
        .read(SYSTEM, pods()[0].metadata.name, 'helm', false)
        ?.map(({ text }) => text) ?? [],
    get: (resource: string, name: string): StoredObject | undefined =>
      store.get(resource, TARGET, name),
    revision: () => latestRevision(store, 'app', TARGET),
    /** Sets the status of the newest revision, as what was cut off leaves it. */
    setStatus: (status: string) => {
      const { metadata } = latestRevision(store, 'app', TARGET)!;
      store.update('secrets', TARGET, metadata.name, copy => {
        copy.metadata.labels.status = status;
      });
    },
    stop: () => {
      stops.forEach(stop => stop());
      clock.stop();
    },
  };
}
