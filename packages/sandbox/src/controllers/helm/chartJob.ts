import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { valuesSecretsOf } from './chartValues';
import { failurePolicy } from './releaseOf';

/** Label of everything that belongs to a HelmChart. */
export const CHART_LABEL = 'helmcharts.helm.cattle.io/chart';
/** What a Job and a release were made from. */
export const CONFIG_HASH = 'helmcharts.helm.cattle.io/configHash';
/** The release's revision when the Job was made. */
export const JOB_REVISION = 'helmcharts.helm.cattle.io/revision';
export const DEFAULT_JOB_IMAGE = 'rancher/klipper-helm:v0.9.10-build20260727';
const DEFAULT_BACK_OFF_LIMIT = 1000;
const LONGEST_LABEL = 63;

/** Labels of a release's Secret that tell what it was made from. */
export const releaseLabels = (hash: string): Record<string, string> => ({
  [CONFIG_HASH]: hash.replace('SHA256=', '').slice(0, LONGEST_LABEL),
});

/** What a Job is made for. */
export interface JobOptions {
  action: 'install' | 'delete';
  config: StoredObject | undefined;
  jobImage: string;
  hash: string;
  revision: number;
}

function environment(
  { metadata, spec }: StoredObject,
  config: StoredObject | undefined,
) {
  const values: Record<string, unknown> = {
    NAME: metadata.name,
    VERSION: spec.version,
    REPO: spec.repo,
    HELM_DRIVER: spec.driver ?? 'secret',
    CHART_NAMESPACE: metadata.namespace,
    CHART: spec.repo ? `${metadata.name}/${spec.chart}` : spec.chart,
    HELM_VERSION: spec.helmVersion,
    TARGET_NAMESPACE: spec.targetNamespace ?? metadata.namespace,
    AUTH_PASS_CREDENTIALS: spec.authPassCredentials ?? false,
    INSECURE_SKIP_TLS_VERIFY: spec.insecureSkipTLSVerify ?? false,
    PLAIN_HTTP: spec.plainHTTP ?? false,
    ...(spec.timeout ? { TIMEOUT: spec.timeout } : {}),
    FAILURE_POLICY: failurePolicy({ metadata, spec } as StoredObject, config),
  };
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: String(value ?? ''),
  }));
}

function args({ spec }: StoredObject, action: string): string[] {
  if (action === 'delete') {
    return [action];
  }
  const set = Object.entries(spec.set ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return [
    action,
    ...(spec.targetNamespace ? ['--namespace', spec.targetNamespace] : []),
    ...(spec.createNamespace ? ['--create-namespace'] : []),
    ...(spec.version ? ['--version', spec.version] : []),
    ...set.flatMap(([key, value]) => [
      ['true', 'false', 'null'].includes(String(value)) ||
      typeof value === 'number'
        ? '--set'
        : '--set-string',
      `${key}=${value}`,
    ]),
  ];
}

function volumes(helmChart: StoredObject, config: StoredObject | undefined) {
  const { metadata, spec } = helmChart;
  const secret = (name: string, secretName: string) => ({
    name,
    secret: { secretName },
  });
  const scratch = ['klipper-helm', 'klipper-cache', 'klipper-config', 'tmp'];
  return [
    ...scratch.map(name => ({ name, emptyDir: { medium: 'Memory' } })),
    secret('values', `chart-values-${metadata.name}`),
    {
      name: 'content',
      configMap: { name: `chart-content-${metadata.name}` },
    },
    ...(spec.authSecret ? [secret('auth', spec.authSecret.name)] : []),
    ...(spec.dockerRegistrySecret
      ? [secret('dockerconfig', spec.dockerRegistrySecret.name)]
      : []),
    ...(spec.repoCAConfigMap
      ? [{ name: 'ca-files', configMap: spec.repoCAConfigMap }]
      : []),
    ...valuesSecretsOf(helmChart, config).map(({ name }, index) =>
      secret(`values-${index}`, name),
    ),
  ];
}

/** The Job that installs or deletes a HelmChart; suspended, as helm-controller creates it. */
export function chartJob(
  helmChart: StoredObject,
  options: JobOptions,
): NewObject {
  const { name, namespace } = helmChart.metadata;
  const { spec } = helmChart;
  const { action, config, hash, jobImage, revision } = options;
  const labels = { [CHART_LABEL]: name };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `helm-${action}-${name}`,
      namespace,
      labels,
      annotations: { [CONFIG_HASH]: hash, [JOB_REVISION]: String(revision) },
      ownerReferences: [controlledBy(helmChart)],
    },
    spec: {
      suspend: true,
      backoffLimit: spec.backOffLimit ?? DEFAULT_BACK_OFF_LIMIT,
      template: {
        metadata: { labels, annotations: { [CONFIG_HASH]: hash } },
        spec: {
          restartPolicy: 'OnFailure',
          serviceAccountName: `helm-${name}`,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          securityContext: spec.podSecurityContext ?? {
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'helm',
              image: spec.jobImage?.trim() || jobImage,
              imagePullPolicy: 'IfNotPresent',
              args: args(helmChart, action),
              env: environment(helmChart, config),
              securityContext: spec.securityContext ?? {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                readOnlyRootFilesystem: true,
              },
              terminationMessagePath: '/dev/termination-log',
            },
          ],
          volumes: volumes(helmChart, config),
        },
      },
    },
  };
}
