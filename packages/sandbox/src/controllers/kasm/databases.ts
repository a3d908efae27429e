import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { credentialSecrets } from '../cloudNativePg/facts';
import { isReady } from '../workloads/podFromTemplate';

/** How a program of the sandbox wants to log in to PostgreSQL. */
export interface DatabaseLogin {
  host: string;
  port: string;
  database: string;
  user: string;
  password: string;
}

/** What a connection comes to: the Cluster it reached, or libpq's words. */
export type Connection =
  | { cluster: StoredObject; refused?: undefined }
  | { refused: string };

/** The databases inside the Clusters: what no object of the API shows. */
export interface Databases {
  /** Whether the server answers at all, as pg_isready asks it. */
  answers(host: string): boolean;
  connect(login: DatabaseLogin): Connection;
  /** Whether Kasm's tables are in the database that a login reaches. */
  isInitialised(login: DatabaseLogin): boolean;
  /** What db-init does: role, extension and tables. Returns libpq's words when it cannot. */
  initialise(
    login: DatabaseLogin,
    master: { user: string; password: string } | undefined,
  ): string | undefined;
}

const decode = (value: string | undefined) =>
  value === undefined ? undefined : Buffer.from(value, 'base64').toString();

/** Creates the databases of one cluster; empty until db-init has run. */
export function createDatabases(store: ClusterStore): Databases {
  /** Cluster uid and database of everything that db-init has filled. */
  const initialised = new Set<string>();
  /** Passwords of the roles that db-init made, by Cluster uid and user. */
  const roles = new Map<string, string>();

  function reach(host: string) {
    const [name, namespace] = host.split('.');
    const service = store.get('services', namespace, name);
    const selector = service?.spec.selector ?? {};
    const cluster = store.get(
      'clusters.postgresql.cnpg.io',
      namespace,
      selector['cnpg.io/cluster'] ?? '',
    );
    const listening = store
      .list('pods', { namespace, labels: selector })
      .some(isReady);
    return { service, cluster, listening };
  }

  function passwordOf(cluster: StoredObject, user: string) {
    const named = credentialSecrets(cluster);
    const secrets: Record<string, string> = {
      ...(cluster.spec.enableSuperuserAccess
        ? { postgres: named.superuser }
        : {}),
      [named.owner]: named.application,
    };
    const secretName = secrets[user];
    if (!secretName) {
      return roles.get(`${cluster.metadata.uid}/${user}`);
    }
    const secret = store.get('secrets', cluster.metadata.namespace, secretName);
    return secret && decode(secret.data?.username) === user
      ? decode(secret.data?.password)
      : undefined;
  }

  function connect(login: DatabaseLogin): Connection {
    const { service, cluster, listening } = reach(login.host);
    if (!service) {
      return {
        refused: `could not translate host name "${login.host}" to address: Name or service not known`,
      };
    }
    const server = `connection to server at "${login.host}" (${service.spec.clusterIP}), port ${login.port} failed:`;
    if (!cluster || !listening) {
      return {
        refused: `${server} Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?`,
      };
    }
    const password = passwordOf(cluster, login.user);
    if (password === undefined || password !== login.password) {
      return {
        refused: `${server} FATAL:  password authentication failed for user "${login.user}"`,
      };
    }
    const exists =
      login.database === credentialSecrets(cluster).database ||
      login.database === 'postgres' ||
      initialised.has(`${cluster.metadata.uid}/${login.database}`);
    return exists
      ? { cluster }
      : {
          refused: `${server} FATAL:  database "${login.database}" does not exist`,
        };
  }

  return {
    answers: host => reach(host).listening,
    connect,
    isInitialised(login) {
      const connection = connect(login);
      return (
        'cluster' in connection &&
        initialised.has(`${connection.cluster.metadata.uid}/${login.database}`)
      );
    },
    initialise(login, master) {
      const connection = connect(
        master ? { ...login, ...master, database: 'postgres' } : login,
      );
      if (connection.refused !== undefined) {
        return connection.refused;
      }
      const { uid } = connection.cluster.metadata;
      const { owner } = credentialSecrets(connection.cluster);
      if (login.user !== owner) {
        roles.set(`${uid}/${login.user}`, login.password);
      }
      initialised.add(`${uid}/${login.database}`);
      return undefined;
    },
  };
}
