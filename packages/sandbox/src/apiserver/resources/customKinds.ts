import { ALL_VERBS, type ResourceKind } from './ResourceKind';

type Traits = Partial<
  Pick<
    ResourceKind,
    | 'singular'
    | 'shortNames'
    | 'categories'
    | 'namespaced'
    | 'hasStatus'
    | 'scale'
    | 'columns'
  >
>;

function custom(
  apiVersion: string,
  kind: string,
  plural: string,
  traits: Traits = {},
): ResourceKind {
  const [group, version] = apiVersion.split('/');
  return {
    resource: `${plural}.${group}`,
    group,
    version,
    apiVersion,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    custom: true,
    hasStatus: true,
    hasGeneration: true,
    verbs: ALL_VERBS,
    ...traits,
  };
}

/** Every kind that an operator brings, as its own CustomResourceDefinition names and prints it. */
export const customKinds: ResourceKind[] = [
  custom('postgresql.cnpg.io/v1', 'Backup', 'backups', {
    columns: [
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
      { name: 'Cluster', type: 'string', path: '.spec.cluster.name' },
      { name: 'Method', type: 'string', path: '.spec.method' },
      { name: 'Phase', type: 'string', path: '.status.phase' },
      { name: 'Error', type: 'string', path: '.status.error' },
    ],
  }),
  custom('postgresql.cnpg.io/v1', 'Cluster', 'clusters', {
    scale: {
      replicas: '.spec.instances',
      statusReplicas: '.status.instances',
      selector: '.status.selector',
    },
    columns: [
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
      { name: 'Instances', type: 'integer', path: '.status.instances' },
      { name: 'Ready', type: 'integer', path: '.status.readyInstances' },
      { name: 'Status', type: 'string', path: '.status.phase' },
      { name: 'Primary', type: 'string', path: '.status.currentPrimary' },
      {
        name: 'SyncTopology',
        type: 'string',
        path: ".status.conditions[?(@.type=='SyncReplicationTopologySatisfied')].reason",
        priority: 1,
      },
    ],
  }),
  custom(
    'postgresql.cnpg.io/v1',
    'ClusterImageCatalog',
    'clusterimagecatalogs',
    {
      namespaced: false,
      hasStatus: false,
      columns: [
        { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
      ],
    },
  ),
  custom('postgresql.cnpg.io/v1', 'Database', 'databases', {
    columns: [
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
      { name: 'Cluster', type: 'string', path: '.spec.cluster.name' },
      { name: 'PG Name', type: 'string', path: '.spec.name' },
      { name: 'Applied', type: 'boolean', path: '.status.applied' },
      { name: 'Message', type: 'string', path: '.status.message' },
    ],
  }),
  custom('postgresql.cnpg.io/v1', 'ImageCatalog', 'imagecatalogs', {
    hasStatus: false,
    columns: [
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('postgresql.cnpg.io/v1', 'ScheduledBackup', 'scheduledbackups', {
    columns: [
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
      { name: 'Cluster', type: 'string', path: '.spec.cluster.name' },
      { name: 'Last Backup', type: 'date', path: '.status.lastScheduleTime' },
    ],
  }),
  custom('barmancloud.cnpg.io/v1', 'ObjectStore', 'objectstores'),
  custom('cert-manager.io/v1', 'CertificateRequest', 'certificaterequests', {
    shortNames: ['cr', 'crs'],
    categories: ['cert-manager'],
    columns: [
      {
        name: 'Approved',
        type: 'string',
        path: '.status.conditions[?(@.type == "Approved")].status',
      },
      {
        name: 'Denied',
        type: 'string',
        path: '.status.conditions[?(@.type == "Denied")].status',
      },
      {
        name: 'Ready',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].status',
      },
      { name: 'Issuer', type: 'string', path: '.spec.issuerRef.name' },
      { name: 'Requester', type: 'string', path: '.spec.username' },
      {
        name: 'Status',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].message',
        priority: 1,
      },
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('cert-manager.io/v1', 'Certificate', 'certificates', {
    shortNames: ['cert', 'certs'],
    categories: ['cert-manager'],
    columns: [
      {
        name: 'Ready',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].status',
      },
      { name: 'Secret', type: 'string', path: '.spec.secretName' },
      {
        name: 'Issuer',
        type: 'string',
        path: '.spec.issuerRef.name',
        priority: 1,
      },
      {
        name: 'Status',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].message',
        priority: 1,
      },
      {
        name: 'Expiration',
        type: 'string',
        path: '.status.notAfter',
        priority: 1,
      },
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('cert-manager.io/v1', 'ClusterIssuer', 'clusterissuers', {
    shortNames: ['ciss'],
    categories: ['cert-manager'],
    namespaced: false,
    columns: [
      {
        name: 'Ready',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].status',
      },
      {
        name: 'Status',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].message',
        priority: 1,
      },
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('cert-manager.io/v1', 'Issuer', 'issuers', {
    shortNames: ['iss'],
    categories: ['cert-manager'],
    columns: [
      {
        name: 'Ready',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].status',
      },
      {
        name: 'Status',
        type: 'string',
        path: '.status.conditions[?(@.type == "Ready")].message',
        priority: 1,
      },
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('traefik.io/v1alpha1', 'IngressRoute', 'ingressroutes', {
    hasStatus: false,
  }),
  custom('traefik.io/v1alpha1', 'Middleware', 'middlewares', {
    hasStatus: false,
  }),
  custom('traefik.io/v1alpha1', 'ServersTransport', 'serverstransports', {
    hasStatus: false,
  }),
  custom('traefik.io/v1alpha1', 'TLSOption', 'tlsoptions', {
    hasStatus: false,
  }),
  custom('traefik.io/v1alpha1', 'TLSStore', 'tlsstores', { hasStatus: false }),
  custom('traefik.io/v1alpha1', 'TraefikService', 'traefikservices', {
    hasStatus: false,
  }),
  custom('helm.cattle.io/v1', 'HelmChartConfig', 'helmchartconfigs', {
    shortNames: ['hcc'],
    hasStatus: false,
  }),
  custom('helm.cattle.io/v1', 'HelmChart', 'helmcharts', {
    shortNames: ['hc'],
    columns: [
      { name: 'Repo', type: 'string', path: '.spec.repo' },
      { name: 'Chart', type: 'string', path: '.spec.chart' },
      { name: 'Version', type: 'string', path: '.spec.version' },
      {
        name: 'TargetNamespace',
        type: 'string',
        path: '.spec.targetNamespace',
      },
      { name: 'Bootstrap', type: 'boolean', path: '.spec.bootstrap' },
      {
        name: 'Failed',
        type: 'string',
        path: ".status.conditions[?(@.type=='Failed')].status",
      },
      { name: 'Job', type: 'string', path: '.status.jobName', priority: 10 },
    ],
  }),
  custom(
    'kubevirt.io/v1',
    'VirtualMachineInstance',
    'virtualmachineinstances',
    {
      shortNames: ['vmi', 'vmis'],
      categories: ['all'],
      columns: [
        { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
        { name: 'Phase', type: 'string', path: '.status.phase' },
        {
          name: 'IP',
          type: 'string',
          path: '.status.interfaces[0].ipAddress',
        },
        { name: 'NodeName', type: 'string', path: '.status.nodeName' },
        {
          name: 'Ready',
          type: 'string',
          path: ".status.conditions[?(@.type=='Ready')].status",
        },
        {
          name: 'Live-Migratable',
          type: 'string',
          path: ".status.conditions[?(@.type=='LiveMigratable')].status",
          priority: 1,
        },
        {
          name: 'Paused',
          type: 'string',
          path: ".status.conditions[?(@.type=='Paused')].status",
          priority: 1,
        },
      ],
    },
  ),
  custom(
    'kubevirt.io/v1',
    'VirtualMachineInstanceMigration',
    'virtualmachineinstancemigrations',
    {
      shortNames: ['vmim', 'vmims'],
      categories: ['all'],
      columns: [
        { name: 'Phase', type: 'string', path: '.status.phase' },
        { name: 'VMI', type: 'string', path: '.spec.vmiName' },
      ],
    },
  ),
  custom('cdi.kubevirt.io/v1beta1', 'DataVolume', 'datavolumes', {
    shortNames: ['dv', 'dvs'],
    categories: ['all'],
    columns: [
      { name: 'Phase', type: 'string', path: '.status.phase' },
      { name: 'Progress', type: 'string', path: '.status.progress' },
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('kubevirt.io/v1', 'VirtualMachine', 'virtualmachines', {
    shortNames: ['vm', 'vms'],
    categories: ['all'],
    columns: [
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
      { name: 'Status', type: 'string', path: '.status.printableStatus' },
      {
        name: 'Ready',
        type: 'string',
        path: ".status.conditions[?(@.type=='Ready')].status",
      },
    ],
  }),
  custom(
    'harvesterhci.io/v1beta1',
    'VirtualMachineImage',
    'virtualmachineimages',
    {
      shortNames: ['vmimage', 'vmimages'],
      hasStatus: false,
      columns: [
        { name: 'BACKEND', type: 'string', path: '.spec.backend' },
        { name: 'DISPLAY-NAME', type: 'string', path: '.spec.displayName' },
        { name: 'SIZE', type: 'integer', path: '.status.size' },
        { name: 'VIRTUALSIZE', type: 'integer', path: '.status.virtualSize' },
        { name: 'AGE', type: 'date', path: '.metadata.creationTimestamp' },
      ],
    },
  ),
  custom('harvesterhci.io/v1beta1', 'KeyPair', 'keypairs', {
    shortNames: ['kp', 'kps'],
    hasStatus: false,
    columns: [
      { name: 'FINGER_PRINT', type: 'string', path: '.status.fingerPrint' },
      { name: 'AGE', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom(
    'k8s.cni.cncf.io/v1',
    'NetworkAttachmentDefinition',
    'network-attachment-definitions',
    {
      shortNames: ['net-attach-def'],
      singular: 'network-attachment-definition',
    },
  ),
  custom('gateway.networking.k8s.io/v1', 'Gateway', 'gateways', {
    shortNames: ['gtw'],
    categories: ['gateway-api'],
    columns: [
      { name: 'Class', type: 'string', path: '.spec.gatewayClassName' },
      { name: 'Address', type: 'string', path: '.status.addresses[*].value' },
      {
        name: 'Programmed',
        type: 'string',
        path: '.status.conditions[?(@.type=="Programmed")].status',
      },
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes', {
    categories: ['gateway-api'],
    columns: [
      { name: 'Hostnames', type: 'string', path: '.spec.hostnames' },
      { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    ],
  }),
  custom('external-secrets.io/v1', 'ExternalSecret', 'externalsecrets', {
    shortNames: ['es'],
    categories: ['external-secrets'],
    columns: [
      { name: 'StoreType', type: 'string', path: '.spec.secretStoreRef.kind' },
      { name: 'Store', type: 'string', path: '.spec.secretStoreRef.name' },
      {
        name: 'Refresh Interval',
        type: 'string',
        path: '.spec.refreshInterval',
      },
      {
        name: 'Status',
        type: 'string',
        path: '.status.conditions[?(@.type=="Ready")].reason',
      },
      {
        name: 'Ready',
        type: 'string',
        path: '.status.conditions[?(@.type=="Ready")].status',
      },
    ],
  }),
];
