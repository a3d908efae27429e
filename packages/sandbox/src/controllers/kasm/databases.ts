import type { StoredObject } from '../../apiserver/ClusterStore';
import {
  databaseServers,
  type Connection,
  type Login,
} from '../cloudNativePg/databaseServers';
import type { DatabaseWorld } from '../cloudNativePg/DatabaseWorld';
import { credentialSecrets } from '../cloudNativePg/facts';
import { operandImage } from '../cloudNativePg/operandImage';
import { logRecord } from '../cloudNativePg/postgresLog';
import { reachService } from '../platform/reachService';

/** How a program of the sandbox wants to log in to PostgreSQL. */
export type DatabaseLogin = Login;
export type { Connection };

/** Kasm's databases inside the Clusters: what no object of the API shows. */
export interface Databases {
  /** Whether the server answers at all, as pg_isready asks it. */
  answers(login: DatabaseLogin, from?: StoredObject): boolean;
  /**
   * Logs in.
   *
   * @param from - the pod that does, whose NetworkPolicies count then
   */
  connect(login: DatabaseLogin, from?: StoredObject): Connection;
  /** Whether Kasm's tables are in the database that a login reaches. */
  isInitialised(login: DatabaseLogin): boolean;
  /** The same as a query: PostgreSQL's words when a table is missing, libpq's when nothing is reached. */
  query(login: DatabaseLogin, from?: StoredObject): string | undefined;
  /** Kasm's version whose tables are in the database. */
  schemaOf(login: DatabaseLogin): string | undefined;
  /** Major version of the server behind a login. */
  majorOf(login: DatabaseLogin): number | undefined;
  /** What db-init does: role, extension and tables. Returns PostgreSQL's words when it cannot. */
  initialise(
    login: DatabaseLogin,
    master: { user: string; password: string } | undefined,
    options: { version: string; from?: StoredObject },
  ): string | undefined;
  /** What db-upgrade does to the tables. */
  upgrade(login: DatabaseLogin, version: string): void;
  /** A Cluster is a copy of another, by their uids: its tables are of the same version. */
  copySchemas(from: string, to: string): void;
  /** Takes Kasm's tables away. Returns what puts them back. */
  empty(cluster: StoredObject, database: string): () => void;
}

const EXTENSION = 'uuid-ossp';

/** Whether the operator made the extension that Kasm's tables need. */
function hasExtension({ spec }: StoredObject): boolean {
  const { postInitApplicationSQL = [] } = spec.bootstrap?.initdb ?? {};
  return postInitApplicationSQL.some((sql: string) => sql.includes(EXTENSION));
}

/** Kasm's part of the databases of one cluster; empty until db-init has run. */
export function createDatabases(world: DatabaseWorld): Databases {
  const { store, clock, contents } = world;
  const servers = databaseServers(world);
  /** Kasm's version by Cluster uid and database, where it is not that of the first initialisation. */
  const schemas = new Map<string, string>();

  const initialisedIn = (cluster: StoredObject) =>
    contents.of(cluster.metadata.uid).initialised;
  const keyOf = (cluster: StoredObject, database: string) =>
    `${cluster.metadata.uid}/${database}`;

  function connect(login: DatabaseLogin, from?: StoredObject): Connection {
    if (from) {
      const { host, port } = login;
      const reached = reachService(store, host, Number(port), from);
      if (reached.how === 'unresolved') {
        return {
          refused: `could not translate host name "${host}" to address: Name or service not known`,
        };
      }
      if (reached.how === 'silent') {
        return {
          refused: `connection to server at "${host}" (${reached.service.spec.clusterIP}), port ${port} failed: Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?`,
        };
      }
    }
    return servers.connect(login);
  }

  /** PostgreSQL writes what it refuses into its log. */
  function complain(login: DatabaseLogin, message: string, state: string) {
    const reached = reachService(store, login.host, Number(login.port));
    if (reached.how === 'connected') {
      const { namespace, name } = reached.pod.metadata;
      const { user, database } = login;
      logRecord(
        store,
        clock,
        { namespace: namespace!, name },
        { severity: 'ERROR', state, message, user, database },
      );
    }
    return `ERROR:  ${message}`;
  }

  function query(login: DatabaseLogin, from?: StoredObject) {
    const connection = connect(login, from);
    if (connection.refused !== undefined) {
      return connection.refused;
    }
    return initialisedIn(connection.cluster).has(login.database)
      ? undefined
      : complain(login, 'relation "zones" does not exist', '42P01');
  }

  const clusterOf = (login: DatabaseLogin): StoredObject | undefined => {
    const connection = servers.connect(login);
    return connection.refused === undefined ? connection.cluster : undefined;
  };

  return {
    answers: ({ host, port }, from) =>
      reachService(store, host, Number(port), from).how === 'connected',
    connect,
    query,
    isInitialised(login) {
      const cluster = clusterOf(login);
      return Boolean(cluster && initialisedIn(cluster).has(login.database));
    },
    schemaOf(login) {
      const cluster = clusterOf(login);
      return cluster && initialisedIn(cluster).has(login.database)
        ? schemas.get(keyOf(cluster, login.database))
        : undefined;
    },
    majorOf(login) {
      const cluster = clusterOf(login);
      return cluster && operandImage(cluster).major;
    },
    initialise(login, master, { version, from }) {
      const connection = connect(
        master ? { ...login, ...master, database: 'postgres' } : login,
        from,
      );
      if (connection.refused !== undefined) {
        return connection.refused;
      }
      const { cluster } = connection;
      if (initialisedIn(cluster).has(login.database)) {
        return complain(login, 'relation "settings" already exists', '42P07');
      }
      if (!master && !hasExtension(cluster)) {
        return complain(
          login,
          'function uuid_generate_v4() does not exist',
          '42883',
        );
      }
      const { owner } = credentialSecrets(cluster);
      if (login.user !== owner) {
        contents
          .of(cluster.metadata.uid)
          .passwords.set(login.user, login.password);
      }
      initialisedIn(cluster).add(login.database);
      schemas.set(keyOf(cluster, login.database), version);
      return undefined;
    },
    upgrade(login, version) {
      const cluster = clusterOf(login);
      if (cluster) {
        schemas.set(keyOf(cluster, login.database), version);
      }
    },
    copySchemas(from, to) {
      for (const database of contents.of(from).initialised) {
        const version = schemas.get(`${from}/${database}`);
        if (version) {
          schemas.set(`${to}/${database}`, version);
        }
      }
    },
    empty(cluster, database) {
      const { initialised } = contents.of(cluster.metadata.uid);
      initialised.delete(database);
      return () => initialised.add(database);
    },
  };
}
