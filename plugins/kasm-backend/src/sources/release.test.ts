import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { healthyObservation } from '../evaluate/__fixtures__/healthyObservation';
import type { ClusterViews, Interest } from './ClusterViews';
import { watchRelease } from './release';
import type { Watched } from './Watched';

const { deployment } = healthyObservation();

/** A cluster of these objects, by plural. */
function viewsOf(cluster: Record<string, KubeObject[]>): ClusterViews {
  return {
    view<T>(
      { resource, project }: Watched<T>,
      _scope: object,
      interest: Interest<T>,
    ) {
      return {
        wasRead: true,
        looked: true,
        state: { state: 'ok', since: '2026-01-01T00:00:00Z' },
        items: () =>
          (cluster[resource.plural] ?? [])
            .map(project)
            .filter(item => interest.relevant(item)),
        release: () => {},
      };
    },
  } as unknown as ClusterViews;
}

const chart = (generation: number): KubeObject => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChart',
  metadata: { name: 'kasm', uid: 'u', generation },
  spec: { version: '1.1181.1', failurePolicy: 'retry' },
});

const pod = (message: string, finishedAt: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'helm-install-kasm-x',
    labels: { 'helmcharts.helm.cattle.io/chart': 'kasm' },
  },
  status: {
    containerStatuses: [
      {
        name: 'helm',
        lastState: { terminated: { exitCode: 1, message, finishedAt } },
      },
    ],
  },
});

const open = (
  cluster: Record<string, KubeObject[]>,
  before?: Parameters<typeof watchRelease>[0]['before'],
) =>
  watchRelease({
    views: viewsOf(cluster),
    deployment,
    before,
    changed: () => {},
  });

const FIRST = 'failed to fetch the chart';
const LATER = 'waiting for operator intervention';

describe('the first failure of Helm', () => {
  it('is kept when a later attempt overwrites it', () => {
    const cluster = {
      helmcharts: [chart(1)],
      pods: [pod(FIRST, '2026-11-22T10:00:00Z')],
    };
    const source = open(cluster);
    expect(source.sighting().facts?.firstFailure?.message).toBe(FIRST);
    cluster.pods = [pod(LATER, '2026-11-22T10:05:00Z')];
    expect(source.sighting().facts?.firstFailure?.message).toBe(FIRST);
  });

  it('is what went wrong, and not what was tried', () => {
    const { facts } = open({
      helmcharts: [chart(1)],
      pods: [
        pod(
          '+ helm install kasm\nInstalling chart\nError: INSTALLATION FAILED: values are wrong:\n- database: host\n+ exit\n',
          '2026-11-22T10:00:00Z',
        ),
      ],
    }).sighting();
    expect(facts?.firstFailure?.message).toBe(
      'Error: INSTALLATION FAILED: values are wrong: - database: host',
    );
  });

  it('is kept by who watches next, for the same HelmChart only', () => {
    const first = open({
      helmcharts: [chart(1)],
      pods: [pod(FIRST, '2026-11-22T10:00:00Z')],
    });
    first.sighting();
    const later = [pod(LATER, '2026-11-22T10:05:00Z')];
    const messageOf = (generation: number) =>
      open(
        { helmcharts: [chart(generation)], pods: later },
        first.remembered(),
      ).sighting().facts?.firstFailure?.message;
    expect(messageOf(1)).toBe(FIRST);
    expect(messageOf(2)).toBe(LATER);
  });
});

describe('the release', () => {
  it('knows the HelmChartConfig beside it and when Helm ran last', () => {
    const { facts } = open({
      helmcharts: [chart(1)],
      helmchartconfigs: [
        {
          apiVersion: 'helm.cattle.io/v1',
          kind: 'HelmChartConfig',
          metadata: { name: 'kasm' },
        },
        {
          apiVersion: 'helm.cattle.io/v1',
          kind: 'HelmChartConfig',
          metadata: { name: 'other' },
          spec: { failurePolicy: 'abort' },
        },
      ],
      jobs: [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'helm-install-kasm' },
          status: {
            completionTime: '2026-11-22T10:00:00Z',
            conditions: [{ type: 'Complete', status: 'True' }],
          },
        },
      ],
    }).sighting();
    expect(facts).toMatchObject({
      configPolicy: 'reinstall',
      ranAt: '2026-11-22T10:00:00Z',
      jobComplete: true,
      pinned: true,
      initialize: true,
    });
  });
});
