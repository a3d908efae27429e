import { ALL_VERBS, type ResourceKind } from './ResourceKind';

type Traits = Partial<
  Pick<
    ResourceKind,
    | 'shortNames'
    | 'categories'
    | 'namespaced'
    | 'hasStatus'
    | 'hasGeneration'
    | 'verbs'
    | 'scale'
  >
>;

function builtIn(
  apiVersion: string,
  kind: string,
  plural: string,
  traits: Traits = {},
): ResourceKind {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return {
    resource: group ? `${plural}.${group}` : plural,
    group,
    version: apiVersion.slice(slash + 1),
    apiVersion,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    custom: false,
    hasStatus: false,
    hasGeneration: false,
    verbs: ALL_VERBS,
    ...traits,
  };
}

const workload = { hasStatus: true, hasGeneration: true, categories: ['all'] };
const scale = {
  replicas: '.spec.replicas',
  statusReplicas: '.status.replicas',
  selector: '.spec.selector',
};
const clusterWide = { namespaced: false };
const noCollectionDelete = ALL_VERBS.filter(
  verb => verb !== 'deletecollection',
);

/** What every cluster has, in the order of discovery. */
export const builtInKinds: ResourceKind[] = [
  builtIn('v1', 'ConfigMap', 'configmaps', { shortNames: ['cm'] }),
  builtIn('v1', 'Endpoints', 'endpoints', { shortNames: ['ep'] }),
  builtIn('v1', 'Event', 'events', { shortNames: ['ev'] }),
  builtIn('v1', 'LimitRange', 'limitranges', { shortNames: ['limits'] }),
  builtIn('v1', 'Namespace', 'namespaces', {
    shortNames: ['ns'],
    ...clusterWide,
    hasStatus: true,
    verbs: noCollectionDelete,
  }),
  builtIn('v1', 'Node', 'nodes', {
    shortNames: ['no'],
    ...clusterWide,
    hasStatus: true,
  }),
  builtIn('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', {
    shortNames: ['pvc'],
    hasStatus: true,
  }),
  builtIn('v1', 'PersistentVolume', 'persistentvolumes', {
    shortNames: ['pv'],
    ...clusterWide,
    hasStatus: true,
  }),
  builtIn('v1', 'Pod', 'pods', {
    shortNames: ['po'],
    categories: ['all'],
    hasStatus: true,
  }),
  builtIn('v1', 'ResourceQuota', 'resourcequotas', {
    shortNames: ['quota'],
    hasStatus: true,
  }),
  builtIn('v1', 'Secret', 'secrets'),
  builtIn('v1', 'ServiceAccount', 'serviceaccounts', { shortNames: ['sa'] }),
  builtIn('v1', 'Service', 'services', {
    shortNames: ['svc'],
    categories: ['all'],
    hasStatus: true,
    verbs: noCollectionDelete,
  }),
  builtIn(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
    {
      shortNames: ['crd', 'crds'],
      categories: ['api-extensions'],
      ...clusterWide,
      hasStatus: true,
      hasGeneration: true,
    },
  ),
  builtIn('apps/v1', 'DaemonSet', 'daemonsets', {
    shortNames: ['ds'],
    ...workload,
  }),
  builtIn('apps/v1', 'Deployment', 'deployments', {
    shortNames: ['deploy'],
    ...workload,
    scale,
  }),
  builtIn('apps/v1', 'ReplicaSet', 'replicasets', {
    shortNames: ['rs'],
    ...workload,
    scale,
  }),
  builtIn('apps/v1', 'StatefulSet', 'statefulsets', {
    shortNames: ['sts'],
    ...workload,
    scale,
  }),
  builtIn('batch/v1', 'CronJob', 'cronjobs', {
    shortNames: ['cj'],
    ...workload,
  }),
  builtIn('batch/v1', 'Job', 'jobs', workload),
  builtIn('coordination.k8s.io/v1', 'Lease', 'leases'),
  builtIn('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  builtIn('networking.k8s.io/v1', 'Ingress', 'ingresses', {
    shortNames: ['ing'],
    hasStatus: true,
    hasGeneration: true,
  }),
  builtIn('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', {
    ...clusterWide,
    hasGeneration: true,
  }),
  builtIn('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', {
    shortNames: ['netpol'],
    hasGeneration: true,
  }),
  builtIn('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', {
    shortNames: ['pdb'],
    hasStatus: true,
    hasGeneration: true,
  }),
  builtIn(
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    'clusterrolebindings',
    clusterWide,
  ),
  builtIn(
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'clusterroles',
    clusterWide,
  ),
  builtIn('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  builtIn('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  builtIn('storage.k8s.io/v1', 'StorageClass', 'storageclasses', {
    shortNames: ['sc'],
    ...clusterWide,
  }),
];
