import type { StoredObject } from '../../apiserver/ClusterStore';
import type { FailurePolicy } from './nextRun';
import type { Owner } from './ownership';

/** Where a HelmChart's release goes. */
export function releaseOf(helmChart: StoredObject): Owner {
  return {
    name: helmChart.metadata.name,
    namespace: helmChart.spec.targetNamespace ?? helmChart.metadata.namespace,
  };
}

/** A HelmChartConfig's policy wins, and its default is reinstall. */
export function failurePolicy(
  helmChart: StoredObject,
  config: StoredObject | undefined,
): FailurePolicy {
  return config
    ? config.spec?.failurePolicy ?? 'reinstall'
    : helmChart.spec.failurePolicy ?? 'reinstall';
}
