import type { StoredObject } from '../../apiserver/ClusterStore';
import type {
  ContainerSpec,
  ProgramChooser,
} from '../kubelet/ContainerProgram';
import {
  CHART_LABEL,
  CONFIG_HASH,
  JOB_REVISION,
  releaseLabels,
} from './chartJob';
import { CHARTS } from './chartResources';
import { patienceOf, type HelmRun, type HelmWorld } from './HelmWorld';
import { releaseOf } from './releaseOf';
import { runHelm } from './runHelm';
import { uninstallRelease } from './uninstallRelease';

/** From the container's start to its first look at the cluster. */
const STARTING = 50;

/** What the container `helm` of helm-controller's Jobs does. */
export function helmProgram(world: HelmWorld): ProgramChooser {
  return (pod, container) => {
    const chart = pod.metadata.labels?.[CHART_LABEL];
    if (!chart || container.name !== 'helm') {
      return undefined;
    }
    const run = work(world, pod, container, chart);
    return {
      does: 'work',
      after: STARTING,
      // A generator's last value is its result.
      step: () => run.next().value,
    };
  };
}

function* work(
  world: HelmWorld,
  pod: StoredObject,
  { args }: ContainerSpec,
  chart: string,
): HelmRun {
  const { store } = world;
  const { namespace, ownerReferences } = pod.metadata;
  const helmChart = store.get(CHARTS, namespace, chart);
  if (!helmChart) {
    return { exitCode: 0, message: `HelmChart ${chart} is gone` };
  }
  if ((args as string[])[0] === 'delete') {
    const release = releaseOf(helmChart);
    // The entry script goes on whatever helm says.
    const lines = yield* uninstallRelease(
      store,
      release,
      patienceOf(helmChart),
    );
    return { exitCode: 0, message: 'Uninstalled Helm chart', lines };
  }
  const { annotations = {} } =
    store.get('jobs.batch', namespace, ownerReferences?.[0]?.name ?? '')
      ?.metadata ?? pod.metadata;
  return yield* runHelm(world, helmChart, {
    revision: Number(annotations[JOB_REVISION] ?? 0),
    labels: releaseLabels(annotations[CONFIG_HASH] ?? ''),
  });
}
