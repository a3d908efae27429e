import type { NewObject } from '../../apiserver/ClusterStore';
import type { Chart, ReleaseContext, Values } from '../helm/Chart';
import { backupObjects } from './backupObjects';
import { componentServices, componentWorkload } from './componentObjects';
import { components1190, imageOf } from './components1190';
import { databaseJob, initEnvironment } from './databaseJobs';
import { exposureObjects, zonesOf } from './exposure';
import type { ChartStyle } from './KasmComponent';
import { kasmHelmDefaults, kasmHelmSchemaErrors } from './kasmHelmValues';
import { releaseSecret } from './releaseSecret';

const JOB_TTL_SECONDS = 300;
/** What nginx asks when nobody says whom: right in Docker only. */
const DOCKER_DNS = '127.0.0.11';

function styleOf(values: Values, release: ReleaseContext): ChartStyle {
  return {
    commonLabels: {
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/part-of': 'kasm',
      'app.kubernetes.io/version': release.appVersion,
      'helm.sh/chart': `kasm-helm-${release.version}`,
      'kasm.com/version': release.appVersion,
    },
    selector: ({ name, label }) => ({
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/component': label,
      'app.kubernetes.io/instance': release.name,
    }),
    helperImage: imageOf(values, 'api', 'kasmweb/api'),
    probeTiming: {
      initialDelaySeconds: 10,
      periodSeconds: 30,
      timeoutSeconds: 5,
      failureThreshold: 3,
      successThreshold: 1,
    },
  };
}

function requireOneWayIn({ ingress, proxyService }: Values) {
  if (ingress.enabled && proxyService.type === 'LoadBalancer') {
    throw new Error(
      'execution error at (kasm-helm/templates/validation.yaml): The service.type must not be LoadBalancer when using an ingress or a route',
    );
  }
}

/** Helm makes it before the release and does not take it away with it. */
function secret(values: Values, release: ReleaseContext, style: ChartStyle) {
  return releaseSecret(values, release, {
    labels: style.commonLabels,
    annotations: {
      ...values.annotations,
      ...values.kasmSecrets?.annotations,
      'helm.sh/hook': 'pre-install,pre-upgrade',
    },
  });
}

function nginxSettings(
  { nginxResolver }: Values,
  release: ReleaseContext,
  { commonLabels }: ChartStyle,
): NewObject {
  const resolver =
    nginxResolver ??
    release.lookupService('kube-system', 'kube-dns')?.spec.clusterIP ??
    DOCKER_DNS;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${release.name}-nginx-shared`,
      namespace: release.namespace,
      labels: commonLabels,
    },
    data: { 'resolver.conf': `resolver ${resolver};\n` },
  };
}

function databaseJobs(
  values: Values,
  release: ReleaseContext,
  style: ChartStyle,
): NewObject[] {
  const { initialize, upgrade } = values.dbManagement;
  if (initialize && upgrade.enable) {
    throw new Error(
      'execution error at (kasm-helm/templates/db-upgrade-job.yaml): You cannot enable both initialize and upgrade for the DB.',
    );
  }
  const job = (
    component: 'db-init' | 'db-upgrade',
    wait: string,
    script: string,
  ) => {
    const name = `${release.name}-${component}`;
    return databaseJob(
      {
        name,
        label: name,
        component,
        container: name,
        ttlSeconds: JOB_TTL_SECONDS,
        wait,
        script,
        environment:
          component === 'db-init' ? initEnvironment(values, release) : [],
      },
      values,
      release,
      style,
    );
  };
  return [
    ...(initialize
      ? [
          job(
            'db-init',
            'db-is-ready',
            'for attempt in $(seq 1 12); do alembic current | grep -q "(head)" && exit 0; /usr/bin/startup.sh || true; done; exit 1',
          ),
        ]
      : []),
    ...(upgrade.enable
      ? [
          job(
            'db-upgrade',
            'db-major-version-is-ready',
            'psql -c "SELECT COUNT(*) FROM settings" && exec server --upgrade-database',
          ),
        ]
      : []),
  ];
}

function render(values: Values, release: ReleaseContext): NewObject[] {
  requireOneWayIn(values);
  const style = styleOf(values, release);
  const components = components1190(values, release);
  const proxyService = `${release.name}-proxy-${zonesOf(values)[0]}`;
  return [
    secret(values, release, style),
    nginxSettings(values, release, style),
    ...backupObjects(values, release, style),
    ...components.flatMap(component =>
      componentServices(component, release, style),
    ),
    ...components.map(component =>
      componentWorkload(component, values, release, style),
    ),
    ...databaseJobs(values, release, style),
    ...exposureObjects(values, release, style.commonLabels, proxyService),
  ];
}

/** Kasm's chart since 1.19: what of it a cluster sees. */
export const kasmHelmChart: Chart = {
  name: 'kasm-helm',
  versions: { '1.1190.6': '1.19.0' },
  sources: ['helm.kasm.com', 'kasmtech.github.io', 'registry-1.docker.io'],
  defaults: kasmHelmDefaults,
  takes: 1500,
  schemaErrors: kasmHelmSchemaErrors,
  render,
};
