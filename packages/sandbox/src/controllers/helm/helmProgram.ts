import type { Clock } from '../../Clock';
import type { ClusterStore } from '../../apiserver/ClusterStore';
import type { ProgramChooser } from '../kubelet/ContainerProgram';
import type { Chart } from './Chart';
import { CHART_LABEL } from './chartJob';
import { CHARTS } from './chartResources';
import { chartNamed, runHelm, runUninstall } from './runHelm';

/** How long helm takes to find out that a chart is not there. */
const LOOKING_IN_VAIN = 1500;

/** What the container `helm` of helm-controller's Jobs does. */
export function helmProgram(
  store: ClusterStore,
  clock: Clock,
  charts: Chart[],
): ProgramChooser {
  return (pod, container) => {
    const name = pod.metadata.labels?.[CHART_LABEL];
    if (!name || container.name !== 'helm') {
      return undefined;
    }
    const helmChart = () => store.get(CHARTS, pod.metadata.namespace, name);
    return {
      does: 'end',
      after:
        chartNamed(charts, helmChart()?.spec.chart)?.takes ?? LOOKING_IN_VAIN,
      result: () => {
        const current = helmChart();
        if (!current) {
          return { exitCode: 0, message: `HelmChart ${name} is gone` };
        }
        return (container.args as string[])[0] === 'delete'
          ? runUninstall(store, current)
          : runHelm(store, clock, charts, current);
      },
    };
  };
}
