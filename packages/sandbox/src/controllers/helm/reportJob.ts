import type { Clock } from '../../Clock';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { isTrue, withCondition, type Condition } from '../machinery/conditions';
import { recordEvent } from '../machinery/recordEvent';
import { CHARTS } from './chartResources';

/** Who speaks in events about HelmCharts. */
const SOURCE = 'helm-controller';

/** Tells something about a HelmChart. */
export function tell(
  store: ClusterStore,
  clock: Clock,
  helmChart: StoredObject,
  reason: string,
  message: string,
  type?: 'Warning',
): void {
  recordEvent(store, clock, helmChart, {
    type,
    reason,
    message,
    source: SOURCE,
  });
}

/** Writes conditions; those of HelmCharts have no transition time. */
export function setConditions(
  store: ClusterStore,
  clock: Clock,
  { metadata }: StoredObject,
  conditions: Condition[],
  jobName?: string,
): void {
  store.updateStatus(CHARTS, metadata.namespace, metadata.name, status => {
    if (jobName !== undefined) {
      status.jobName = jobName;
    }
    status.conditions = conditions
      .reduce(
        (all, condition) => withCondition(all, condition, clock.now()),
        status.conditions ?? [],
      )
      .map(({ lastTransitionTime, ...condition }: Condition) => condition);
  });
}

/** Shows in a HelmChart's status what became of its Job. */
export function reportJob(
  store: ClusterStore,
  clock: Clock,
  helmChart: StoredObject,
  job: StoredObject,
): void {
  const failed = isTrue(job as any, 'Failed');
  if (failed && !isTrue(helmChart as any, 'Failed')) {
    tell(store, clock, helmChart, 'JobFailed', 'Job failed', 'Warning');
  }
  const { namespace, name } = job.metadata;
  setConditions(
    store,
    clock,
    helmChart,
    [
      {
        type: 'JobCreated',
        status: 'True',
        reason: 'Job created',
        message: `Applying HelmChart using Job ${namespace}/${name}`,
      },
      {
        type: 'Failed',
        status: failed ? 'True' : 'False',
        ...(failed
          ? {
              reason: 'Job failed',
              message: 'Job has reached its back-off limit',
            }
          : {}),
      },
    ],
    name,
  );
}
