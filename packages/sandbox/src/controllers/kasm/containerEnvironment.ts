import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { ContainerSpec } from '../kubelet/ContainerProgram';
import type { DatabaseLogin } from './databases';

/** The values of a container's environment, Secrets included. */
export function environmentOf(
  store: ClusterStore,
  pod: StoredObject,
  container: ContainerSpec,
): Record<string, string> {
  return Object.fromEntries(
    (container.env ?? []).map(({ name, value, valueFrom }) => {
      const reference = valueFrom?.secretKeyRef;
      const secret =
        reference &&
        store.get('secrets', pod.metadata.namespace, reference.name);
      const encoded = reference && secret?.data?.[reference.key];
      return [
        name,
        encoded ? Buffer.from(encoded, 'base64').toString() : value ?? '',
      ];
    }),
  );
}

/** How a container with that environment logs in to its database. */
export function loginOf(environment: Record<string, string>): DatabaseLogin {
  return {
    host: environment.POSTGRES_HOST ?? '',
    port: environment.POSTGRES_PORT ?? '5432',
    database: environment.POSTGRES_DB ?? 'kasm',
    user: environment.POSTGRES_USER ?? '',
    password: environment.POSTGRES_PASSWORD ?? '',
  };
}
