import type { KubeResource } from './KubeClient';

const namespaced = (
  apiVersion: string,
  plural: string,
  kind: string,
): KubeResource => ({ apiVersion, plural, kind, namespaced: true });

const clusterWide = (
  apiVersion: string,
  plural: string,
  kind: string,
): KubeResource => ({ apiVersion, plural, kind, namespaced: false });

/**
 * Every resource that the portal reads or writes, by the name that the code uses.
 *
 * @public
 */
export const resources = {
  namespaces: clusterWide('v1', 'namespaces', 'Namespace'),
  nodes: clusterWide('v1', 'nodes', 'Node'),
  configMaps: namespaced('v1', 'configmaps', 'ConfigMap'),
  secrets: namespaced('v1', 'secrets', 'Secret'),
  pods: namespaced('v1', 'pods', 'Pod'),
  services: namespaced('v1', 'services', 'Service'),
  endpointSlices: namespaced(
    'discovery.k8s.io/v1',
    'endpointslices',
    'EndpointSlice',
  ),
  events: namespaced('v1', 'events', 'Event'),
  persistentVolumeClaims: namespaced(
    'v1',
    'persistentvolumeclaims',
    'PersistentVolumeClaim',
  ),
  deployments: namespaced('apps/v1', 'deployments', 'Deployment'),
  statefulSets: namespaced('apps/v1', 'statefulsets', 'StatefulSet'),
  daemonSets: namespaced('apps/v1', 'daemonsets', 'DaemonSet'),
  jobs: namespaced('batch/v1', 'jobs', 'Job'),
  podDisruptionBudgets: namespaced(
    'policy/v1',
    'poddisruptionbudgets',
    'PodDisruptionBudget',
  ),
  networkPolicies: namespaced(
    'networking.k8s.io/v1',
    'networkpolicies',
    'NetworkPolicy',
  ),
  storageClasses: clusterWide(
    'storage.k8s.io/v1',
    'storageclasses',
    'StorageClass',
  ),
  customResourceDefinitions: clusterWide(
    'apiextensions.k8s.io/v1',
    'customresourcedefinitions',
    'CustomResourceDefinition',
  ),
  helmCharts: namespaced('helm.cattle.io/v1', 'helmcharts', 'HelmChart'),
  helmChartConfigs: namespaced(
    'helm.cattle.io/v1',
    'helmchartconfigs',
    'HelmChartConfig',
  ),
  /** What pods use now; served where a metrics server is installed. */
  podMetrics: namespaced('metrics.k8s.io/v1beta1', 'pods', 'PodMetrics'),
  /** CloudNativePG's Cluster. */
  databaseClusters: namespaced('postgresql.cnpg.io/v1', 'clusters', 'Cluster'),
  backups: namespaced('postgresql.cnpg.io/v1', 'backups', 'Backup'),
  scheduledBackups: namespaced(
    'postgresql.cnpg.io/v1',
    'scheduledbackups',
    'ScheduledBackup',
  ),
  /** Of the Barman Cloud plugin. */
  objectStores: namespaced(
    'barmancloud.cnpg.io/v1',
    'objectstores',
    'ObjectStore',
  ),
  certificates: namespaced('cert-manager.io/v1', 'certificates', 'Certificate'),
  certificateRequests: namespaced(
    'cert-manager.io/v1',
    'certificaterequests',
    'CertificateRequest',
  ),
  clusterIssuers: clusterWide(
    'cert-manager.io/v1',
    'clusterissuers',
    'ClusterIssuer',
  ),
  issuers: namespaced('cert-manager.io/v1', 'issuers', 'Issuer'),
  ingressRoutes: namespaced(
    'traefik.io/v1alpha1',
    'ingressroutes',
    'IngressRoute',
  ),
  serversTransports: namespaced(
    'traefik.io/v1alpha1',
    'serverstransports',
    'ServersTransport',
  ),
  httpRoutes: namespaced(
    'gateway.networking.k8s.io/v1',
    'httproutes',
    'HTTPRoute',
  ),
  virtualMachines: namespaced(
    'kubevirt.io/v1',
    'virtualmachines',
    'VirtualMachine',
  ),
  virtualMachineInstances: namespaced(
    'kubevirt.io/v1',
    'virtualmachineinstances',
    'VirtualMachineInstance',
  ),
} as const satisfies Record<string, KubeResource>;

/**
 * Group of a resource; empty for the core group.
 *
 * @public
 */
export function groupOf(resource: Pick<KubeResource, 'apiVersion'>): string {
  const [group, version] = resource.apiVersion.split('/');
  return version === undefined ? '' : group;
}
