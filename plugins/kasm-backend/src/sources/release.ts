import type { DeploymentFacts, ReleaseFacts } from '../observation/Observation';
import type { ClusterViews } from './ClusterViews';
import { pods, type WatchedPod } from './pods';
import { helmCharts, jobs, type WatchedJob } from './releaseKinds';
import { absentSource, createSource, type Source } from './Source';

/** Also tells the pods of its job, whose logs say why Helm failed. */
export type ReleaseSource = Source<ReleaseFacts> & { pods(): WatchedPod[] };

/**
 * The HelmChart, its job, and the job's first failure, which later attempts overwrite in the
 * cluster and therefore is remembered here.
 *
 * @internal
 */
export function watchRelease(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  changed: () => void;
}): ReleaseSource {
  const { views, deployment, changed } = options;
  if (deployment.delivery === 'external') {
    return {
      ...absentSource('The release was not delivered as a HelmChart'),
      pods: () => [],
    };
  }
  const scope = { namespace: deployment.systemNamespace };
  const { release } = deployment;
  const ofChart = ({ chart }: { chart?: string }) => chart === release;
  const chartView = views.view(helmCharts, scope, {
    relevant: ({ name }) => name === release,
    changed,
  });
  const jobView = views.view<WatchedJob>(jobs, scope, {
    relevant: job => ofChart(job) || job.name === `helm-install-${release}`,
    changed,
  });
  const podView = views.view<WatchedPod>(pods, scope, {
    relevant: ofChart,
    changed,
  });
  let remembered:
    | { edition: string; failure: NonNullable<ReleaseFacts['firstFailure']> }
    | undefined;

  const source = createSource<ReleaseFacts>({
    needed: [chartView],
    optional: [jobView, podView],
    read() {
      const [chart] = chartView.items();
      if (!chart) {
        remembered = undefined;
        return { facts: { present: false }, empty: true };
      }
      const job = jobView
        .items()
        .find(
          ({ name }) => name === (chart.jobName ?? `helm-install-${release}`),
        );
      const failure = firstFailure(podView.items());
      if (job?.complete || remembered?.edition !== chart.edition) {
        remembered = undefined;
      }
      if (failure && !job?.complete) {
        remembered ??= { edition: chart.edition, failure };
      }
      const { name, edition, ...facts } = chart;
      return {
        facts: {
          ...facts,
          present: true,
          firstFailure: remembered?.failure,
          jobComplete: job?.complete,
        },
        empty: false,
      };
    },
  });
  return { ...source, pods: () => podView.items() };
}

/** The earliest failed end of the container `helm` that can still be seen. */
function firstFailure(
  members: WatchedPod[],
): ReleaseFacts['firstFailure'] | undefined {
  return members
    .flatMap(pod => pod.containers)
    .filter(({ name }) => name === 'helm')
    .flatMap(({ lastTermination, message }) =>
      lastTermination && lastTermination.exitCode !== 0
        ? {
            at: lastTermination.finishedAt ?? '',
            exitCode: lastTermination.exitCode,
            // While it waits, the container's message is only that it does.
            message:
              lastTermination.message ??
              message ??
              'Helm failed without a message',
          }
        : [],
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1))[0];
}
