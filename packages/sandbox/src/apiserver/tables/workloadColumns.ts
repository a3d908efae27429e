import { ago, duration } from './age';
import {
  age,
  column,
  count,
  list,
  selectorText,
  wide,
  type Column,
} from './Column';
import { podReady, podRestarts, podStatus, readinessGates } from './podCells';

const template = (object: any) =>
  object.spec?.jobTemplate?.spec?.template ?? object.spec?.template;
const containers = wide('Containers', object =>
  list(template(object)?.spec?.containers?.map((c: any) => c.name)),
);
const images = wide('Images', object =>
  list(template(object)?.spec?.containers?.map((c: any) => c.image)),
);
const selector = wide('Selector', object =>
  selectorText(object.spec?.selector),
);

const replicasReady = column(
  'Ready',
  object =>
    `${object.status?.readyReplicas ?? 0}/${object.spec?.replicas ?? 0}`,
);

function jobState(job: any): string {
  const met = (type: string) =>
    job.status?.conditions?.some(
      (condition: any) =>
        condition.type === type && condition.status === 'True',
    );
  const ended = ['Complete', 'Failed'].find(met);
  if (ended || job.metadata.deletionTimestamp) {
    return ended ?? 'Terminating';
  }
  return (
    ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(met) ?? 'Running'
  );
}

function jobDuration(job: any, now: Date): string {
  const { startTime, completionTime } = job.status ?? {};
  if (!startTime) {
    return '';
  }
  const end = completionTime ? Date.parse(completionTime) : now.getTime();
  return duration(Math.floor((end - Date.parse(startTime)) / 1000));
}

/** Columns after Name of pods and of what makes them. */
export const workloadColumns: Record<string, Column[]> = {
  pods: [
    column('Ready', podReady),
    column('Status', podStatus),
    column('Restarts', podRestarts),
    age,
    wide('IP', pod => pod.status?.podIP || '<none>'),
    wide('Node', pod => pod.spec?.nodeName || '<none>'),
    wide('Nominated Node', pod => pod.status?.nominatedNodeName || '<none>'),
    wide('Readiness Gates', readinessGates),
  ],
  'deployments.apps': [
    replicasReady,
    count('Up-to-date', object => object.status?.updatedReplicas),
    count('Available', object => object.status?.availableReplicas),
    age,
    containers,
    images,
    selector,
  ],
  'daemonsets.apps': [
    count('Desired', object => object.status?.desiredNumberScheduled),
    count('Current', object => object.status?.currentNumberScheduled),
    count('Ready', object => object.status?.numberReady),
    count('Up-to-date', object => object.status?.updatedNumberScheduled),
    count('Available', object => object.status?.numberAvailable),
    column('Node Selector', object =>
      selectorText(object.spec?.template?.spec?.nodeSelector),
    ),
    age,
    containers,
    images,
    selector,
  ],
  'replicasets.apps': [
    count('Desired', object => object.spec?.replicas),
    count('Current', object => object.status?.replicas),
    count('Ready', object => object.status?.readyReplicas),
    age,
    containers,
    images,
    selector,
  ],
  'statefulsets.apps': [replicasReady, age, containers, images],
  'jobs.batch': [
    column('Status', jobState),
    column(
      'Completions',
      job => `${job.status?.succeeded ?? 0}/${job.spec?.completions ?? 1}`,
    ),
    column('Duration', jobDuration),
    age,
    containers,
    images,
    selector,
  ],
  'cronjobs.batch': [
    column('Schedule', job => job.spec?.schedule),
    column('Timezone', job => job.spec?.timeZone ?? '<none>'),
    {
      name: 'Suspend',
      type: 'boolean',
      cell: job => (job.spec?.suspend ? 'True' : 'False'),
    },
    count('Active', job => job.status?.active?.length),
    column('Last Schedule', (job, now) =>
      job.status?.lastScheduleTime
        ? ago(job.status.lastScheduleTime, now)
        : '<none>',
    ),
    age,
    containers,
    images,
    wide('Selector', job =>
      selectorText(job.spec?.jobTemplate?.spec?.selector),
    ),
  ],
};
