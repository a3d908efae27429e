import type { StoredObject } from '../../apiserver/ClusterStore';
import { placeOf } from '../Disturbances';
import { isReady } from '../workloads/podFromTemplate';
import type { DatabaseWorld } from './DatabaseWorld';
import { CLUSTERS, credentialSecrets } from './facts';
import { logRecord } from './postgresLog';

/** How somebody wants to log in to PostgreSQL. */
export interface Login {
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

/** The PostgreSQL servers behind the Services of the Clusters, as clients meet them. */
export interface DatabaseServers {
  /** Whether a server answers at all at a host such as `kasm-pg-rw.database.svc`. */
  answers(host: string): boolean;
  /** Logs in now. The server writes what it refuses into its log. */
  connect(login: Login): Connection;
}

/** The servers of one cluster. */
export function databaseServers(world: DatabaseWorld): DatabaseServers {
  const { store, clock, contents, disturbances } = world;

  function reach(host: string) {
    const [name, namespace] = host.split('.');
    const service = store.get('services', namespace, name);
    const selector: Record<string, string> = service?.spec.selector ?? {};
    const cluster = store.get(
      CLUSTERS,
      namespace,
      selector['cnpg.io/cluster'] ?? '',
    );
    const instances: string[] = cluster?.status?.instanceNames ?? [];
    const server = instances
      .map(instance => store.get('pods', namespace, instance))
      .find(
        pod =>
          pod &&
          isReady(pod) &&
          Object.entries(selector).every(
            ([label, value]) => pod.metadata.labels?.[label] === value,
          ),
      );
    return { service, cluster, server };
  }

  /** Why PostgreSQL itself refuses a login. */
  function refusal(cluster: StoredObject, login: Login) {
    const { user, database, password } = login;
    const { passwords, initialised } = contents.of(cluster.metadata.uid);
    if (disturbances.crowded.has(placeOf(cluster))) {
      return { message: 'sorry, too many clients already', state: '53300' };
    }
    if (passwords.get(user) !== password) {
      return {
        message: `password authentication failed for user "${user}"`,
        state: '28P01',
      };
    }
    const exists =
      database === credentialSecrets(cluster).database ||
      database === 'postgres' ||
      initialised.has(database);
    return exists
      ? undefined
      : { message: `database "${database}" does not exist`, state: '3D000' };
  }

  return {
    answers: host => reach(host).server !== undefined,
    connect(login) {
      const { host, port, user, database } = login;
      const { service, cluster, server } = reach(host);
      if (!service) {
        return {
          refused: `could not translate host name "${host}" to address: Name or service not known`,
        };
      }
      const prefix = `connection to server at "${host}" (${service.spec.clusterIP}), port ${port} failed:`;
      if (!cluster || !server) {
        return {
          refused: `${prefix} Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?`,
        };
      }
      const refused = refusal(cluster, login);
      if (!refused) {
        return { cluster };
      }
      const { namespace, name } = server.metadata;
      logRecord(
        store,
        clock,
        { namespace: namespace!, name },
        { severity: 'FATAL', ...refused, user, database },
      );
      return { refused: `${prefix} FATAL:  ${refused.message}` };
    },
  };
}
