import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { CHARTS } from './chartResources';
import { FINALIZER } from './removeChart';
import { setConditions, tell } from './reportJob';

const MANAGED_BY = 'helmcharts.cattle.io/managed-by';
const CONTROLLER = 'helm-controller';
const UNMANAGED = 'helmcharts.helm.cattle.io/unmanaged';

/** Whether the controller takes care of a HelmChart. */
export function isManaged({ metadata, spec }: StoredObject): boolean {
  const { annotations = {} } = metadata;
  return (
    Boolean(spec.chart || spec.chartContent) &&
    annotations[UNMANAGED] === undefined &&
    (annotations[MANAGED_BY] ?? CONTROLLER) === CONTROLLER
  );
}

/** Marks a HelmChart as the controller's own, so that it is uninstalled before it goes. */
export function claim(store: ClusterStore, helmChart: StoredObject) {
  const { namespace, name } = helmChart.metadata;
  store.update(CHARTS, namespace, name, ({ metadata }) => {
    metadata.annotations = {
      ...metadata.annotations,
      [MANAGED_BY]: CONTROLLER,
    };
    if (!metadata.finalizers?.includes(FINALIZER)) {
      metadata.finalizers = [...(metadata.finalizers ?? []), FINALIZER];
    }
  });
}

/** Whether Helm can do what is asked for; says so when not. */
export function isSupported(
  store: ClusterStore,
  clock: Clock,
  helmChart: StoredObject,
): boolean {
  const { helmVersion } = helmChart.spec;
  if (!helmVersion || helmVersion === 'v3') {
    return true;
  }
  tell(
    store,
    clock,
    helmChart,
    'UnsupportedVersion',
    `Unsupported Helm version ${helmVersion}: only v3 charts are supported`,
    'Warning',
  );
  setConditions(store, clock, helmChart, [
    { type: 'JobCreated', status: 'False' },
    {
      type: 'Failed',
      status: 'True',
      reason: 'Unsupported version',
      message: 'Only Helm v3 charts are supported',
    },
  ]);
  return false;
}
