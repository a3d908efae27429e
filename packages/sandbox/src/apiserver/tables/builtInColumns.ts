import { ago } from './age';
import {
  age,
  column,
  count,
  createdAt,
  list,
  selectorText,
  wide,
  type Column,
} from './Column';
import { workloadColumns } from './workloadColumns';

function servicePorts(service: any): string {
  return list(
    service.spec?.ports?.map(
      (port: any) =>
        `${port.port}${port.nodePort ? `:${port.nodePort}` : ''}/${
          port.protocol ?? 'TCP'
        }`,
    ),
  );
}

function externalAddress({ spec, status }: any): string {
  const assigned = (status?.loadBalancer?.ingress ?? []).map(
    (ingress: any) => ingress.ip ?? ingress.hostname,
  );
  if (spec?.type === 'ExternalName') {
    return spec.externalName;
  }
  if (spec?.type === 'LoadBalancer') {
    return assigned.length > 0 ? assigned.join(',') : '<pending>';
  }
  return list(spec?.externalIPs);
}

function nodeRoles(node: any): string {
  const prefix = 'node-role.kubernetes.io/';
  return list(
    Object.keys(node.metadata.labels ?? {})
      .filter(label => label.startsWith(prefix))
      .map(label => label.slice(prefix.length))
      .sort(),
  );
}

const nodeAddress = (type: string) => (node: any) =>
  node.status?.addresses?.find((address: any) => address.type === type)
    ?.address ?? '<none>';

const ready = (node: any) => {
  const condition = node.status?.conditions?.find(
    (item: any) => item.type === 'Ready',
  );
  const state = { True: 'Ready', False: 'NotReady' }[
    condition?.status as string
  ];
  return `${state ?? 'Unknown'}${
    node.spec?.unschedulable ? ',SchedulingDisabled' : ''
  }`;
};

const subjects = (kind: string) => (binding: any) =>
  (binding.subjects ?? [])
    .filter((subject: any) => subject.kind === kind)
    .map((subject: any) =>
      subject.namespace ? `${subject.namespace}/${subject.name}` : subject.name,
    )
    .join(', ');
const binding = [
  column('Role', ({ roleRef }) => `${roleRef?.kind}/${roleRef?.name}`),
  age,
  wide('Users', subjects('User')),
  wide('Groups', subjects('Group')),
  wide('ServiceAccounts', subjects('ServiceAccount')),
];

const accessModes = (modes: string[] | undefined) =>
  (modes ?? [])
    .map(
      mode =>
        ({
          ReadWriteOnce: 'RWO',
          ReadOnlyMany: 'ROX',
          ReadWriteMany: 'RWX',
          ReadWriteOncePod: 'RWOP',
        }[mode] ?? mode),
    )
    .join(',');

/** What protection makes of a volume's status while it is being deleted. */
const terminatingOr = (phase: (object: any) => string) => (object: any) =>
  object.metadata.deletionTimestamp ? 'Terminating' : phase(object);

const isLimit = (resource: string) => resource.startsWith('limits');

/** `pods: 3/10, requests.cpu: 1/4`. */
function quotaText(quota: any, shown: (resource: string) => boolean): string {
  const { hard = {}, used = {} } = quota.status ?? {};
  return Object.keys(hard)
    .filter(shown)
    .sort()
    .map(name => `${name}: ${used[name] ?? '0'}/${hard[name]}`)
    .join(', ');
}

/** Columns after Name; a kind that is not here has Age. */
export const builtInColumns: Record<string, Column[]> = {
  ...workloadColumns,
  secrets: [
    column('Type', secret => secret.type),
    count('Data', secret => Object.keys(secret.data ?? {}).length),
    age,
  ],
  configmaps: [
    count(
      'Data',
      map =>
        Object.keys(map.data ?? {}).length +
        Object.keys(map.binaryData ?? {}).length,
    ),
    age,
  ],
  namespaces: [column('Status', namespace => namespace.status?.phase), age],
  services: [
    column('Type', service => service.spec?.type),
    column('Cluster-IP', service => service.spec?.clusterIP || '<none>'),
    column('External-IP', externalAddress),
    column('Port(s)', servicePorts),
    age,
    wide('Selector', service => selectorText(service.spec?.selector)),
  ],
  nodes: [
    column('Status', ready),
    column('Roles', nodeRoles),
    age,
    column('Version', node => node.status?.nodeInfo?.kubeletVersion ?? ''),
    wide('Internal-IP', nodeAddress('InternalIP')),
    wide('External-IP', nodeAddress('ExternalIP')),
    wide('OS-Image', node => node.status?.nodeInfo?.osImage ?? '<unknown>'),
    wide(
      'Kernel-Version',
      node => node.status?.nodeInfo?.kernelVersion ?? '<unknown>',
    ),
    wide(
      'Container-Runtime',
      node => node.status?.nodeInfo?.containerRuntimeVersion ?? '<unknown>',
    ),
  ],
  persistentvolumeclaims: [
    column(
      'Status',
      terminatingOr(claim => claim.status?.phase ?? ''),
    ),
    column('Volume', claim => claim.spec?.volumeName ?? ''),
    column('Capacity', claim => claim.status?.capacity?.storage ?? ''),
    column('Access Modes', claim => accessModes(claim.status?.accessModes)),
    column('StorageClass', claim => claim.spec?.storageClassName ?? ''),
    column('VolumeAttributesClass', () => '<unset>'),
    age,
    wide('VolumeMode', claim => claim.spec?.volumeMode ?? 'Filesystem'),
  ],
  persistentvolumes: [
    column('Capacity', volume => volume.spec?.capacity?.storage ?? ''),
    column('Access Modes', volume => accessModes(volume.spec?.accessModes)),
    column(
      'Reclaim Policy',
      volume => volume.spec?.persistentVolumeReclaimPolicy ?? '',
    ),
    column(
      'Status',
      terminatingOr(volume => volume.status?.phase ?? ''),
    ),
    column('Claim', ({ spec }) =>
      spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '',
    ),
    column('StorageClass', volume => volume.spec?.storageClassName ?? ''),
    column(
      'VolumeAttributesClass',
      volume => volume.spec?.volumeAttributesClassName ?? '<unset>',
    ),
    column('Reason', volume => volume.status?.reason ?? ''),
    age,
    wide('VolumeMode', volume => volume.spec?.volumeMode ?? 'Filesystem'),
  ],
  limitranges: [createdAt],
  resourcequotas: [
    column('Request', quota => quotaText(quota, name => !isLimit(name))),
    column('Limit', quota => quotaText(quota, isLimit)),
    age,
  ],
  serviceaccounts: [count('Secrets', account => account.secrets?.length), age],
  endpoints: [
    column('Endpoints', endpoints =>
      list(
        (endpoints.subsets ?? []).flatMap((subset: any) =>
          (subset.addresses ?? []).flatMap((address: any) =>
            (subset.ports ?? []).map(
              (port: any) => `${address.ip}:${port.port}`,
            ),
          ),
        ),
      ),
    ),
    age,
  ],
  'ingresses.networking.k8s.io': [
    column('Class', ingress => ingress.spec?.ingressClassName ?? '<none>'),
    column('Hosts', ingress =>
      list(ingress.spec?.rules?.map((rule: any) => rule.host ?? '*')),
    ),
    column('Address', ingress =>
      (ingress.status?.loadBalancer?.ingress ?? [])
        .map((address: any) => address.ip ?? address.hostname)
        .join(','),
    ),
    column('Ports', ingress => (ingress.spec?.tls ? '80, 443' : '80')),
    age,
  ],
  'ingressclasses.networking.k8s.io': [
    column('Controller', ingressClass => ingressClass.spec?.controller ?? ''),
    column('Parameters', ({ spec }) =>
      spec?.parameters
        ? `${spec.parameters.kind}.${spec.parameters.apiGroup}/${spec.parameters.name}`
        : '<none>',
    ),
    age,
  ],
  'endpointslices.discovery.k8s.io': [
    column('AddressType', slice => slice.addressType ?? 'IPv4'),
    column('Ports', slice =>
      list(slice.ports?.map((port: any) => port.port ?? '*')),
    ),
    column('Endpoints', slice =>
      list(slice.endpoints?.flatMap((endpoint: any) => endpoint.addresses)),
    ),
    age,
  ],
  'networkpolicies.networking.k8s.io': [
    column('Pod-Selector', policy => selectorText(policy.spec?.podSelector)),
    age,
  ],
  'roles.rbac.authorization.k8s.io': [createdAt],
  'clusterroles.rbac.authorization.k8s.io': [createdAt],
  'customresourcedefinitions.apiextensions.k8s.io': [createdAt],
  'rolebindings.rbac.authorization.k8s.io': binding,
  'clusterrolebindings.rbac.authorization.k8s.io': binding,
  'poddisruptionbudgets.policy': [
    column('Min Available', pdb => pdb.spec?.minAvailable ?? 'N/A'),
    column('Max Unavailable', pdb => pdb.spec?.maxUnavailable ?? 'N/A'),
    count('Allowed Disruptions', pdb => pdb.status?.disruptionsAllowed),
    age,
  ],
  'storageclasses.storage.k8s.io': [
    column('Provisioner', storage => storage.provisioner),
    column('ReclaimPolicy', storage => storage.reclaimPolicy ?? 'Delete'),
    column(
      'VolumeBindingMode',
      storage => storage.volumeBindingMode ?? 'Immediate',
    ),
    {
      name: 'AllowVolumeExpansion',
      type: 'boolean',
      cell: storage => storage.allowVolumeExpansion ?? false,
    },
    age,
  ],
  'leases.coordination.k8s.io': [
    column('Holder', lease => lease.spec?.holderIdentity ?? ''),
    age,
  ],
};

/** Events are the one kind whose table does not begin with its name. */
export const eventColumns: Column[] = [
  column('Last Seen', (event, now) =>
    ago(event.lastTimestamp ?? event.metadata.creationTimestamp, now),
  ),
  column('Type', event => event.type),
  column('Reason', event => event.reason),
  column(
    'Object',
    ({ involvedObject }) =>
      `${involvedObject?.kind?.toLowerCase()}/${involvedObject?.name}`,
  ),
  wide('Subobject', event => event.involvedObject?.fieldPath ?? ''),
  wide('Source', ({ source }) =>
    [source?.component, source?.host].filter(Boolean).join(', '),
  ),
  column('Message', event => (event.message ?? '').trim()),
  wide('First Seen', (event, now) =>
    ago(event.firstTimestamp ?? event.metadata.creationTimestamp, now),
  ),
  {
    name: 'Count',
    type: 'integer',
    priority: 1,
    cell: event => event.count ?? 1,
  },
  wide('Name', event => event.metadata.name),
];
