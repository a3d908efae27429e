import type { NewObject } from '../../apiserver/ClusterStore';
import type { Chart, ReleaseContext, Values } from '../helm/Chart';
import { backupObjects } from './backupObjects';
import { componentServices, componentWorkload } from './componentObjects';
import { components1181 } from './components1181';
import { databaseJob, initEnvironment } from './databaseJobs';
import { exposureObjects, zonesOf } from './exposure';
import type { ChartStyle } from './KasmComponent';
import { kasmDefaults, kasmSchemaErrors } from './kasmValues';
import { releaseSecret } from './releaseSecret';

const INIT_JOB_TTL_SECONDS = 100;
/** The revision that looks for tables before it makes them. */
const GUARDED = '1.1181.1';

function styleOf(values: Values, release: ReleaseContext): ChartStyle {
  const api = values.components?.api?.image ?? {};
  return {
    commonLabels: {
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/part-of': 'kasm',
      'app.kubernetes.io/version': release.appVersion,
      'helm.sh/chart': `kasm-${release.version}`,
      'kasm-version': release.appVersion,
    },
    selector: ({ name }) => ({ 'app.kubernetes.io/name': name }),
    helperImage: `${api.repository ?? 'kasmweb/api'}:${
      api.tag ?? release.appVersion
    }`,
    probeTiming: {
      initialDelaySeconds: 30,
      periodSeconds: 30,
      timeoutSeconds: 10,
      failureThreshold: 3,
      successThreshold: 1,
    },
  };
}

function configMaps(
  values: Values,
  release: ReleaseContext,
  { commonLabels }: ChartStyle,
): NewObject[] {
  const map = (suffix: string, data: Record<string, string>): NewObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${release.name}-${suffix}-configmap`,
      namespace: release.namespace,
      labels: commonLabels,
      ...(values.annotations?.configMap
        ? { annotations: values.annotations.configMap }
        : {}),
    },
    data,
  });
  return [
    map('proxy-base', {
      'nginx.conf': 'events {}\nhttp { include conf.d/*; }\n',
    }),
    ...zonesOf(values).map(zone =>
      map(`proxy-${zone}-settings`, {
        'settings.conf':
          'proxy_read_timeout 1800s;\nproxy_send_timeout 1800s;\n',
      }),
    ),
    map('proxy-services', {
      'services.conf': 'location /checkvalid { return 200 "ok"; }\n',
    }),
    map('rdp-gw', { 'rdp-gateway.toml': 'listen = "0.0.0.0:5555"\n' }),
  ];
}

function initJob(values: Values, release: ReleaseContext, style: ChartStyle) {
  const guard =
    release.version >= GUARDED
      ? 'if psql -c "SELECT COUNT(*) FROM settings" >/dev/null 2>&1; then echo "Database already initialized."; exit 0; fi\n'
      : '';
  return databaseJob(
    {
      name: `${release.name}-db-init-job`,
      label: `${release.name}-db-init`,
      component: 'db-init',
      container: `${release.name}-db-init-container`,
      ttlSeconds: INIT_JOB_TTL_SECONDS,
      wait: 'db-is-ready',
      script: `${guard}exec /usr/bin/startup.sh`,
      environment: initEnvironment(values, release),
    },
    values,
    release,
    style,
  );
}

function render(values: Values, release: ReleaseContext): NewObject[] {
  const { initialize, upgrade } = values.dbManagement;
  if (initialize && upgrade?.enable) {
    throw new Error(
      'execution error at (kasm/templates/db-init-job.yaml): dbManagement.initialize and dbManagement.upgrade.enable cannot both be true',
    );
  }
  const style = styleOf(values, release);
  const labels = style.commonLabels;
  const components = components1181(values, release);
  const [zone] = zonesOf(values);
  return [
    releaseSecret(values, release, {
      labels,
      annotations: values.annotations?.secret,
    }),
    ...configMaps(values, release, style),
    ...backupObjects(values, release, style),
    ...components.flatMap(component =>
      componentServices(component, release, style),
    ),
    ...components.map(component =>
      componentWorkload(component, values, release, style),
    ),
    ...(initialize ? [initJob(values, release, style)] : []),
    ...exposureObjects(values, release, labels, `kasm-proxy-${zone}`),
  ];
}

/** Kasm's own chart, 1.1181.x: what of it a cluster sees. */
export const kasmChart: Chart = {
  name: 'kasm',
  versions: { '1.1181.0': '1.18.1', '1.1181.1': '1.18.1' },
  sources: ['helm.kasmweb.com', 'kasmtech.github.io', 'ghcr.io'],
  defaults: kasmDefaults,
  takes: 1500,
  schemaErrors: kasmSchemaErrors,
  render,
};
