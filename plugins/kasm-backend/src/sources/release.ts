import type { DeploymentFacts, ReleaseFacts } from '../observation/Observation';
import type { FirstFailures } from '../releases/FirstFailures';
import type { ClusterViews } from './ClusterViews';
import { pods, type WatchedPod } from './pods';
import {
  helmChartConfigs,
  helmCharts,
  jobs,
  type WatchedHelmChartConfig,
  type WatchedJob,
} from './releaseKinds';
import { absentSource, createSource, type Source } from './Source';

/** The first failure of what is asked for now: later attempts overwrite it in the cluster. */
export interface RememberedFailure {
  /** Of the HelmChart; another one is another matter. */
  edition: string;
  failure: NonNullable<ReleaseFacts['firstFailure']>;
}

/** Also tells the pods of its job, whose logs say why Helm failed. */
export type ReleaseSource = Source<ReleaseFacts> & {
  pods(): WatchedPod[];
  /** For whoever watches the same release next. */
  remembered(): RememberedFailure | undefined;
};

/**
 * The HelmChart, its job, and the job's first failure, which later attempts overwrite in the
 * cluster and therefore is remembered here.
 *
 * @internal
 */
export function watchRelease(options: {
  views: ClusterViews;
  deployment: DeploymentFacts;
  /** What was remembered by who watched it until now. */
  before?: RememberedFailure;
  /** What all replicas remember, beyond a restart. */
  firstFailures?: FirstFailures;
  changed: () => void;
}): ReleaseSource {
  const { views, deployment, before, changed } = options;
  if (deployment.delivery === 'external') {
    return {
      ...absentSource('The release was not delivered as a HelmChart'),
      pods: () => [],
      remembered: () => undefined,
    };
  }
  const scope = { namespace: deployment.systemNamespace };
  const { release } = deployment;
  const ofChart = ({ chart }: { chart?: string }) => chart === release;
  const of = `chart/${release}`;
  const chartView = views.view(helmCharts, scope, {
    of,
    relevant: ({ name }) => name === release,
    changed,
  });
  const jobView = views.view<WatchedJob>(jobs, scope, {
    of,
    relevant: job => ofChart(job) || job.name === `helm-install-${release}`,
    changed,
  });
  const podView = views.view<WatchedPod>(pods, scope, {
    of,
    relevant: ofChart,
    changed,
  });
  const configView = views.view<WatchedHelmChartConfig>(
    helmChartConfigs,
    scope,
    { of, relevant: ({ name }) => name === release, changed },
  );
  let remembered = before;
  const shared = options.firstFailures?.of(
    `${deployment.cluster}/${deployment.name}`,
    changed,
  );

  const source = createSource<ReleaseFacts>({
    needed: [chartView],
    optional: [jobView, podView, configView],
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
      const { name, edition, ...facts } = chart;
      const failure = firstFailure(podView.items());
      const noted = shared?.get(edition);
      if (job?.complete) {
        if (remembered || noted) {
          shared?.forget(edition);
        }
        remembered = undefined;
      } else if (noted) {
        // Who saw it first is right, whatever this one came to see.
        remembered = { edition, failure: noted };
      } else {
        if (remembered?.edition !== edition) {
          remembered = failure && { edition, failure };
        }
        if (remembered) {
          shared?.note(edition, remembered.failure);
        }
      }
      return {
        facts: {
          ...facts,
          present: true,
          configPolicy: configView.items()[0]?.failurePolicy,
          ranAt: job?.endedAt,
          firstFailure: remembered?.failure,
          jobComplete: job?.complete,
        },
        empty: false,
      };
    },
  });
  return {
    ...source,
    stop() {
      shared?.release();
      source.stop();
    },
    pods: () => podView.items(),
    remembered: () => remembered,
  };
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
