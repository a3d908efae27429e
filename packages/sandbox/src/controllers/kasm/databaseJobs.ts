import type { NewObject } from '../../apiserver/ClusterStore';
import type { ReleaseContext, Values } from '../helm/Chart';
import { podSecurity } from './componentTemplate';
import type { ChartStyle, Variable } from './KasmComponent';
import { resourcesOf } from './presets';
import { secretNameOf } from './releaseSecret';

const variable = (name: string, value: string): Variable => ({ name, value });
const fromSecret = (name: string, secret: string, key: string): Variable => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});

/** The environment of everything that talks to the database. */
export function databaseEnvironment(
  values: Values,
  release: ReleaseContext,
): Variable[] {
  const { hostname, port, kasmDbName, kasmDbUser, kasmDbSecret } =
    values.database;
  return [
    variable('POSTGRES_HOST', hostname),
    variable('POSTGRES_PORT', String(port)),
    variable('POSTGRES_DB', kasmDbName),
    variable('POSTGRES_USER', kasmDbUser),
    kasmDbSecret?.name
      ? fromSecret(
          'POSTGRES_PASSWORD',
          kasmDbSecret.name,
          kasmDbSecret.key ?? 'password',
        )
      : fromSecret(
          'POSTGRES_PASSWORD',
          secretNameOf(values, release),
          'db-password',
        ),
  ];
}

/** What differs between the Jobs and versions of the chart. */
export interface DatabaseJob {
  name: string;
  /** `app.kubernetes.io/name`. */
  label: string;
  component: 'db-init' | 'db-upgrade';
  container: string;
  ttlSeconds: number;
  /** Name of the init container. */
  wait: string;
  /** What the container runs. */
  script: string;
  environment: Variable[];
}

/** Variables of db-init beside those of the database. */
export function initEnvironment(
  values: Values,
  release: ReleaseContext,
): Variable[] {
  const secret = secretNameOf(values, release);
  const { standalone, postgresMasterUser: master } = values.database;
  return [
    variable('POST_DB_INIT_EXIT', 'true'),
    variable('DB_AUTO_INITIALIZE', 'true'),
    fromSecret('DEFAULT_ADMIN_PASSWORD', secret, 'admin-password'),
    fromSecret('DEFAULT_USER_PASSWORD', secret, 'user-password'),
    fromSecret('DEFAULT_MANAGER_TOKEN', secret, 'manager-token'),
    fromSecret('DEFAULT_REGISTRATION_TOKEN', secret, 'service-token'),
    ...(standalone && master?.username
      ? [
          variable('DATABASE_MASTER_USER', master.username),
          fromSecret(
            'DATABASE_MASTER_PASSWORD',
            master.secret?.name,
            master.secret?.key ?? 'password',
          ),
        ]
      : []),
  ];
}

/** A Job that works on Kasm's database. */
export function databaseJob(
  job: DatabaseJob,
  values: Values,
  release: ReleaseContext,
  style: ChartStyle,
): NewObject {
  const labels = {
    ...style.commonLabels,
    'app.kubernetes.io/component': job.component,
    'app.kubernetes.io/name': job.label,
  };
  const environment = databaseEnvironment(values, release);
  const image = style.helperImage;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: job.name, namespace: release.namespace, labels },
    spec: {
      ttlSecondsAfterFinished: job.ttlSeconds,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'OnFailure',
          nodeSelector: values.nodeSelector,
          ...podSecurity(values),
          initContainers: [
            {
              name: job.wait,
              image,
              imagePullPolicy: values.imagePullPolicy,
              // pg_isready needs no login.
              env:
                job.component === 'db-init'
                  ? environment.slice(0, 2)
                  : environment,
            },
          ],
          containers: [
            {
              name: job.container,
              image,
              imagePullPolicy: values.imagePullPolicy,
              env: [...environment, ...job.environment],
              command: ['/bin/bash', '-c'],
              args: [job.script],
              resources: resourcesOf('api'),
            },
          ],
        },
      },
    },
  };
}
