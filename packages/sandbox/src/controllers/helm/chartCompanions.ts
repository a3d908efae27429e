import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { CHART_LABEL } from './chartJob';

const encode = (text: string) => Buffer.from(text).toString('base64');

/** The texts that helm gets as values files. */
function valuesFiles(
  { spec }: StoredObject,
  config: StoredObject | undefined,
): Record<string, string> {
  const files: Array<[string, string | undefined]> = [
    ['values-01_HelmChart.yaml', spec.valuesContent],
    ['values-02_HelmChart.json', spec.values && JSON.stringify(spec.values)],
    ['values-10_HelmChartConfig.yaml', config?.spec?.valuesContent],
    [
      'values-11_HelmChartConfig.json',
      config?.spec?.values && JSON.stringify(config.spec.values),
    ],
    ['ca-file.pem', spec.repoCA],
  ];
  return Object.fromEntries(
    files.flatMap(([name, text]) => (text ? [[name, encode(text)]] : [])),
  );
}

/** What stands beside the Job: in the HelmChart's namespace, and cluster-wide with all rights. */
export function chartCompanions(
  helmChart: StoredObject,
  config: StoredObject | undefined,
): NewObject[] {
  const { name, namespace } = helmChart.metadata;
  const { chartContent } = helmChart.spec;
  const metadata = {
    namespace,
    labels: { [CHART_LABEL]: name },
    ownerReferences: [controlledBy(helmChart)],
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadata, name: `helm-${name}` },
      automountServiceAccountToken: true,
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
      kind: 'ConfigMap',
      metadata: { ...metadata, name: `chart-content-${name}` },
      data: chartContent ? { [`${name}.tgz.base64`]: chartContent } : {},
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { ...metadata, name: `chart-values-${name}` },
      type: 'helmcharts.helm.cattle.io/values',
      data: valuesFiles(helmChart, config),
    },
  ];
}
