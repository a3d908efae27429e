import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

/** Which error a component that crashes has in its log. */
export type DatabaseTrouble = 'connection-refused' | 'login-refused';

/** What libpq says to a pod that cannot use its database. */
export function databaseProblem(
  rke2: ClusterStore,
  pod: StoredObject,
  trouble: DatabaseTrouble = 'connection-refused',
): string {
  const environment: Array<{ name: string; value?: string }> =
    pod.spec.containers[0].env ?? [];
  const value = (name: string, otherwise: string) =>
    environment.find(variable => variable.name === name)?.value ?? otherwise;
  const host = value('POSTGRES_HOST', 'kasm-pg-rw.database.svc.cluster.local');
  const [service, namespace] = host.split('.');
  const address =
    rke2.get('services', namespace, service)?.spec.clusterIP ?? '10.43.0.2';
  const server = `connection to server at "${host}" (${address}), port ${value(
    'POSTGRES_PORT',
    '5432',
  )} failed:`;
  return trouble === 'login-refused'
    ? `${server} FATAL:  password authentication failed for user "${value(
        'POSTGRES_USER',
        'kasmapp',
      )}"`
    : `${server} Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?`;
}
