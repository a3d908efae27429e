import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { sha256 } from '../machinery/names';
import { controlledBy } from '../machinery/ownerReference';

/** Label of everything that belongs to a HelmChart. */
export const CHART_LABEL = 'helmcharts.helm.cattle.io/chart';
export const CONFIG_HASH = 'helmcharts.helm.cattle.io/configHash';
export const DEFAULT_JOB_IMAGE = 'rancher/klipper-helm:v0.9.10-build20260727';
const DEFAULT_BACK_OFF_LIMIT = 1000;

/** What changes of, a new Job is made for. */
export function configHash(
  helmChart: StoredObject,
  config: StoredObject | undefined,
  jobImage: string,
): string {
  return sha256({
    spec: helmChart.spec,
    config: config?.spec,
    jobImage: helmChart.spec.jobImage ?? jobImage,
  });
}

/** The Job that installs or deletes a HelmChart; suspended, as helm-controller creates it. */
export function chartJob(
  helmChart: StoredObject,
  action: 'install' | 'delete',
  hash: string,
  jobImage: string,
): NewObject {
  const { name, namespace } = helmChart.metadata;
  const { spec } = helmChart;
  const labels = { [CHART_LABEL]: name };
  const variable = (key: string, value: unknown) => ({
    name: key,
    value: String(value ?? ''),
  });
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `helm-${action}-${name}`,
      namespace,
      labels,
      annotations: { [CONFIG_HASH]: hash },
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
          containers: [
            {
              name: 'helm',
              image: spec.jobImage ?? jobImage,
              args: [action],
              env: [
                variable('NAME', name),
                variable('VERSION', spec.version),
                variable('REPO', spec.repo),
                variable('CHART', spec.chart),
                variable('TARGET_NAMESPACE', spec.targetNamespace ?? namespace),
                variable('FAILURE_POLICY', spec.failurePolicy ?? 'reinstall'),
              ],
              terminationMessagePath: '/dev/termination-log',
            },
          ],
          volumes: [
            { name: 'values', secret: { secretName: `chart-values-${name}` } },
          ],
        },
      },
    },
  };
}

/** What stands beside the Job: in the HelmChart's namespace, and cluster-wide with all rights. */
export function chartCompanions(
  helmChart: StoredObject,
  config: StoredObject | undefined,
): NewObject[] {
  const { name, namespace } = helmChart.metadata;
  const metadata = {
    namespace,
    labels: { [CHART_LABEL]: name },
    ownerReferences: [controlledBy(helmChart)],
  };
  const encode = (text: string | undefined) =>
    Buffer.from(text ?? '').toString('base64');
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadata, name: `helm-${name}` },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: {
        name: `helm-${namespace}-${name}`,
        labels: { [CHART_LABEL]: name },
      },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [{ kind: 'ServiceAccount', name: `helm-${name}`, namespace }],
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { ...metadata, name: `chart-values-${name}` },
      type: 'helmcharts.helm.cattle.io/values',
      data: {
        'values-01_HelmChart.yaml': encode(helmChart.spec.valuesContent),
        ...(config
          ? {
              'values-10_HelmChartConfig.yaml': encode(
                config.spec?.valuesContent,
              ),
            }
          : {}),
      },
    },
  ];
}
