import type {
  CreatedObject,
  DeploymentNames,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';

/** What an object of a deployment is for, as far as removing it goes. */
export type RemovalPart =
  /** The way in. */
  | 'route'
  | 'release'
  /** Kasm's, and of no use without it. */
  | 'rest'
  /** The database, and what it or its backups need. */
  | 'data'
  | 'namespace'
  /** Not on this cluster, or where nothing of this deployment has a place. */
  | 'elsewhere';

const ROUTES = ['HTTPRoute', 'IngressRoute', 'ServersTransport'];

/** Reverse of the order in which they are made. */
const DATA = [
  'Backup',
  'ScheduledBackup',
  'Cluster',
  'ObjectStore',
  'ExternalSecret',
  'Secret',
  'NetworkPolicy',
];

/**
 * Says it from the names that the deployment leads to: an entry of the descriptor for any other
 * namespace is nobody's order to remove something there.
 */
export function removalPart(
  { kind, namespace, name }: CreatedObject,
  names: DeploymentNames,
  systemNamespace: string,
): RemovalPart {
  const own = [names.namespace, names.databaseNamespace];
  if (kind === 'Namespace') {
    return own.includes(name) ? 'namespace' : 'elsewhere';
  }
  if (kind === 'HelmChart') {
    return namespace === systemNamespace && name === names.release
      ? 'release'
      : 'elsewhere';
  }
  if (namespace === systemNamespace) {
    return kind === 'NetworkPolicy' ? 'rest' : 'elsewhere';
  }
  if (!namespace || !own.includes(namespace)) {
    return 'elsewhere';
  }
  if (ROUTES.includes(kind)) {
    return 'route';
  }
  return isData({ kind, namespace, name }, names) ? 'data' : 'rest';
}

function isData(
  { kind, namespace, name }: Pick<CreatedObject, 'kind' | 'namespace' | 'name'>,
  names: DeploymentNames,
): boolean {
  if (namespace === names.databaseNamespace && namespace !== names.namespace) {
    return true;
  }
  if (kind === 'Secret') {
    // the superuser's copy beside Kasm is for the initialisation; the database has its own
    const copy =
      name === names.superuserSecret && namespace !== names.databaseNamespace;
    return (
      !copy && [names.credentialsSecret, names.superuserSecret].includes(name)
    );
  }
  return kind === 'NetworkPolicy'
    ? namespace === names.databaseNamespace
    : DATA.includes(kind);
}

/** Objects in the order in which they are to go: the reverse of making them. */
export function inRemovalOrder<O extends Pick<CreatedObject, 'kind'>>(
  objects: readonly O[],
): O[] {
  const rank = ({ kind }: O) => {
    const order = [
      'VirtualMachine',
      ...ROUTES,
      'HelmChart',
      'Certificate',
      ...DATA,
    ];
    const found = order.indexOf(kind);
    if (kind === 'Namespace') {
      return order.length + 1;
    }
    // what we do not know goes with what Kasm mounts, before the data
    return found < 0 ? order.indexOf('Certificate') : found;
  };
  return [...objects].sort((left, right) => rank(left) - rank(right));
}
