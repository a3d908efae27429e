import type { ServedStore } from '../store/ServedStore';
import type { PolicyRule } from './PolicyRule';

const GROUP = 'rbac.authorization.k8s.io';
const READ = 'get,list,watch';
const WRITE = 'create,delete,deletecollection,patch,update';

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** `on('apps', 'deployments deployments/scale', 'get,list')`. */
const on = (group: string, resources: string, verbs: string): PolicyRule => ({
  apiGroups: [group],
  resources: words(resources),
  verbs: words(verbs),
});
const paths = (urls: string): PolicyRule => ({
  nonResourceURLs: words(urls),
  verbs: ['get'],
});

const PUBLIC = '/healthz /livez /readyz /version /version/';

const VIEWED = [
  on(
    '',
    'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
    READ,
  ),
  on(
    '',
    'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
    READ,
  ),
  on('', 'namespaces', READ),
  on('discovery.k8s.io', 'endpointslices', READ),
  on(
    'apps',
    'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
    READ,
  ),
  on(
    'autoscaling',
    'horizontalpodautoscalers horizontalpodautoscalers/status',
    READ,
  ),
  on('batch', 'cronjobs cronjobs/status jobs jobs/status', READ),
  on('policy', 'poddisruptionbudgets poddisruptionbudgets/status', READ),
  on('networking.k8s.io', 'ingresses ingresses/status networkpolicies', READ),
];

const EDITED = [
  on(
    '',
    'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy',
    READ,
  ),
  on('', 'serviceaccounts', 'impersonate'),
  on('', 'pods pods/attach pods/exec pods/portforward pods/proxy', WRITE),
  on('', 'pods/eviction', 'create'),
  on(
    '',
    'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
    WRITE,
  ),
  on('', 'serviceaccounts/token', 'create'),
  on(
    'apps',
    'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale',
    WRITE,
  ),
  on('autoscaling', 'horizontalpodautoscalers', WRITE),
  on('batch', 'cronjobs jobs', WRITE),
  on('policy', 'poddisruptionbudgets', WRITE),
  on('networking.k8s.io', 'ingresses networkpolicies', WRITE),
  on('coordination.k8s.io', 'leases', `${READ},${WRITE}`),
];

const aggregates = (to: string) => ({
  [`${GROUP}/aggregate-to-${to}`]: 'true',
});

interface DefaultRole {
  rules?: PolicyRule[];
  /** Gathers what is labelled for this. */
  gathers?: string;
  labels?: Record<string, string>;
  groups?: string[];
}

const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';

/** What every cluster has and clients rely on, with the groups that it is bound to. */
const DEFAULT_ROLES: Record<string, DefaultRole> = {
  'cluster-admin': {
    rules: [on('*', '*', '*'), { nonResourceURLs: ['*'], verbs: ['*'] }],
    groups: ['system:masters'],
  },
  'system:discovery': {
    rules: [
      paths(
        `/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/`,
      ),
    ],
    groups: [AUTHENTICATED],
  },
  'system:basic-user': {
    rules: [
      on(
        'authorization.k8s.io',
        'selfsubjectaccessreviews selfsubjectrulesreviews',
        'create',
      ),
      on('authentication.k8s.io', 'selfsubjectreviews', 'create'),
    ],
    groups: [AUTHENTICATED],
  },
  'system:public-info-viewer': {
    rules: [paths(PUBLIC)],
    groups: [AUTHENTICATED, UNAUTHENTICATED],
  },
  'system:service-account-issuer-discovery': {
    rules: [paths('/.well-known/openid-configuration /openid/v1/jwks')],
    groups: ['system:serviceaccounts'],
  },
  'system:auth-delegator': {
    rules: [
      on('authentication.k8s.io', 'tokenreviews', 'create'),
      on('authorization.k8s.io', 'subjectaccessreviews', 'create'),
    ],
  },
  'system:aggregate-to-admin': {
    labels: aggregates('admin'),
    rules: [
      on('authorization.k8s.io', 'localsubjectaccessreviews', 'create'),
      on(GROUP, 'rolebindings roles', `${READ},${WRITE}`),
    ],
  },
  'system:aggregate-to-edit': { labels: aggregates('edit'), rules: EDITED },
  'system:aggregate-to-view': { labels: aggregates('view'), rules: VIEWED },
  view: { gathers: 'view', labels: aggregates('edit') },
  edit: { gathers: 'edit', labels: aggregates('admin') },
  admin: { gathers: 'admin' },
};

/** Puts the roles and bindings of every cluster into a new store. */
export function createDefaultRoles(store: ServedStore): void {
  const apiVersion = `${GROUP}/v1`;
  const metadata = (name: string, labels?: Record<string, string>) => ({
    name,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  });
  for (const [name, role] of Object.entries(DEFAULT_ROLES)) {
    store.create({
      apiVersion,
      kind: 'ClusterRole',
      metadata: metadata(name, role.labels),
      rules: role.rules ?? [],
      ...(role.gathers
        ? {
            aggregationRule: {
              clusterRoleSelectors: [{ matchLabels: aggregates(role.gathers) }],
            },
          }
        : {}),
    });
    if (role.groups) {
      store.create({
        apiVersion,
        kind: 'ClusterRoleBinding',
        metadata: metadata(name),
        subjects: role.groups.map(group => ({
          apiGroup: GROUP,
          kind: 'Group',
          name: group,
        })),
        roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
      });
    }
  }
}
