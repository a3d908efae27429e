import type { NewObject } from '../../apiserver/ClusterStore';
import type { Chart, ReleaseContext, Values } from '../helm/Chart';
import { randomPassword } from '../machinery/names';
import {
  commonLabels,
  databaseEnvironment,
  kasmComponents,
  kasmDeployment,
} from './kasmDeployments';
import { kasmDefaults, kasmSchemaErrors } from './kasmValues';

const PASSWORD_LENGTH = 26;
const INIT_JOB_TTL_SECONDS = 100;
const SECRET_KEYS = [
  'manager-token',
  'service-token',
  'admin-password',
  'user-password',
];

function metadata(
  release: ReleaseContext,
  name: string,
  component?: string,
  annotations?: Record<string, string>,
) {
  return {
    name,
    namespace: release.namespace,
    labels: {
      ...commonLabels(release),
      ...(component ? { 'app.kubernetes.io/component': component } : {}),
    },
    ...(annotations && Object.keys(annotations).length > 0
      ? { annotations }
      : {}),
  };
}

/** Passwords and tokens: those of an existing Secret are kept. */
function passwords(values: Values, release: ReleaseContext): NewObject {
  const name = `${release.name}-secrets`;
  const existing = release.lookupSecret(name)?.data ?? {};
  const keys = values.database.kasmDbSecret.name
    ? SECRET_KEYS
    : [...SECRET_KEYS, 'db-password'];
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(release, name, undefined, values.annotations?.secret),
    type: 'Opaque',
    data: Object.fromEntries(
      keys.map(key => [
        key,
        existing[key] ??
          Buffer.from(randomPassword(PASSWORD_LENGTH)).toString('base64'),
      ]),
    ),
  };
}

function configMaps(release: ReleaseContext, zone: string): NewObject[] {
  const map = (suffix: string, data: Record<string, string>): NewObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(release, `${release.name}-${suffix}-configmap`),
    data,
  });
  return [
    map('proxy-base', {
      'nginx.conf': 'events {}\nhttp { include conf.d/*; }\n',
    }),
    map(`proxy-${zone}-settings`, {
      'settings.conf': 'proxy_read_timeout 1800s;\nproxy_send_timeout 1800s;\n',
    }),
    map('proxy-services', {
      'services.conf': 'location /checkvalid { return 200 "ok"; }\n',
    }),
    map('rdp-gw', { 'rdp-gateway.toml': 'listen = "0.0.0.0:5555"\n' }),
  ];
}

function initJob(values: Values, release: ReleaseContext): NewObject {
  const name = `${release.name}-db-init`;
  const master = values.database.postgresMasterUser;
  const secret = (variable: string, key: string) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: `${release.name}-secrets`, key } },
  });
  const labels = {
    ...commonLabels(release),
    'app.kubernetes.io/component': 'db-init',
    'app.kubernetes.io/name': name,
  };
  const image = `kasmweb/api:${release.appVersion}`;
  const environment = databaseEnvironment(values);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...metadata(release, `${name}-job`), labels },
    spec: {
      ttlSecondsAfterFinished: INIT_JOB_TTL_SECONDS,
      backoffLimit: 6,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'OnFailure',
          nodeSelector: values.nodeSelector,
          initContainers: [
            { name: 'db-is-ready', image, env: environment.slice(0, 2) },
          ],
          containers: [
            {
              name: 'kasm-db-init',
              image,
              env: [
                { name: 'POST_DB_INIT_EXIT', value: 'true' },
                ...environment,
                ...(master?.username
                  ? [
                      { name: 'DATABASE_MASTER_USER', value: master.username },
                      {
                        name: 'DATABASE_MASTER_PASSWORD',
                        valueFrom: {
                          secretKeyRef: {
                            name: master.secret?.name,
                            key: master.secret?.key ?? 'password',
                          },
                        },
                      },
                    ]
                  : []),
                secret('DEFAULT_ADMIN_PASSWORD', 'admin-password'),
                secret('DEFAULT_USER_PASSWORD', 'user-password'),
                secret('DEFAULT_MANAGER_TOKEN', 'manager-token'),
                secret('DEFAULT_REGISTRATION_TOKEN', 'service-token'),
              ],
            },
          ],
        },
      },
    },
  };
}

/** As the chart's values give it: with a Secret of its own when none is named. */
function withDatabaseSecret(values: Values, release: ReleaseContext): Values {
  return values.database.kasmDbSecret.name
    ? values
    : {
        ...values,
        database: {
          ...values.database,
          kasmDbSecret: { name: `${release.name}-secrets`, key: 'db-password' },
        },
      };
}

function render(given: Values, release: ReleaseContext): NewObject[] {
  if (given.dbManagement.initialize && given.dbManagement.upgrade.enable) {
    throw new Error(
      'execution error at (kasm/templates/db-init-job.yaml): dbManagement.initialize and dbManagement.upgrade.enable cannot both be true',
    );
  }
  const values = withDatabaseSecret(given, release);
  const zone = 'default';
  const components = kasmComponents(values, release, zone);
  const services = components.flatMap(component =>
    component.services.map(
      (service): NewObject => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: metadata(release, service.name, component.label),
        spec: {
          type: service.type ?? 'ClusterIP',
          ports: service.ports.map(port => ({ protocol: 'TCP', ...port })),
          selector: {
            'app.kubernetes.io/name': component.name,
            'app.kubernetes.io/instance': release.name,
          },
        },
      }),
    ),
  );
  return [
    passwords(given, release),
    ...configMaps(release, zone),
    ...services,
    ...components.map(component => kasmDeployment(component, values, release)),
    ...(values.dbManagement.initialize ? [initJob(values, release)] : []),
  ];
}

/** Kasm's own chart, 1.1181.x: what of it a cluster sees. */
export const kasmChart: Chart = {
  name: 'kasm',
  versions: { '1.1181.0': '1.18.1', '1.1181.1': '1.18.1' },
  defaults: kasmDefaults,
  takes: 1500,
  schemaErrors: kasmSchemaErrors,
  render,
};
