import type { NewObject } from '../../apiserver/ClusterStore';
import type { ReleaseContext, Values } from '../helm/Chart';
import { databaseEnvironment } from './databaseJobs';
import type { ChartStyle } from './KasmComponent';

/** The chart's own backup: a claim, and a CronJob that dumps into it. */
export function backupObjects(
  values: Values,
  release: ReleaseContext,
  style: ChartStyle,
): NewObject[] {
  const { enabled, pvcName, schedule, timeZone, storageClass, pvcSize } =
    values.dbManagement.backupCron ?? {};
  if (!enabled) {
    return [];
  }
  const claim = pvcName || `${release.name}-db-backup-pvc`;
  const metadata = (name: string) => ({
    name,
    namespace: release.namespace,
    labels: style.commonLabels,
  });
  return [
    ...(pvcName
      ? []
      : [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: metadata(claim),
            spec: {
              accessModes: ['ReadWriteOnce'],
              ...(storageClass ? { storageClassName: storageClass } : {}),
              resources: { requests: { storage: `${pvcSize || 5}Gi` } },
            },
          },
        ]),
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: metadata(`${release.name}-db-backup-cron`),
      spec: {
        schedule: schedule || '0 0 * * *',
        timeZone: timeZone || 'Etc/UTC',
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
        jobTemplate: {
          spec: {
            template: {
              metadata: { labels: style.commonLabels },
              spec: {
                restartPolicy: 'OnFailure',
                containers: [
                  {
                    name: `${release.name}-db-backup`,
                    image: style.helperImage,
                    env: databaseEnvironment(values, release),
                    volumeMounts: [
                      { name: 'dump', mountPath: '/data/kasm-db-dump' },
                    ],
                  },
                ],
                volumes: [
                  { name: 'dump', persistentVolumeClaim: { claimName: claim } },
                ],
              },
            },
          },
        },
      },
    },
  ];
}
