import type { NewObject, StoredObject } from '../../apiserver/ClusterStore';
import { randomPassword } from '../machinery/names';
import { controlledBy } from '../machinery/ownerReference';
import { credentialSecrets } from './facts';

const encode = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      Buffer.from(value).toString('base64'),
    ]),
  );

function metadata(
  cluster: StoredObject,
  name: string,
  labels: Record<string, string>,
) {
  return {
    name,
    namespace: cluster.metadata.namespace,
    labels: {
      'cnpg.io/cluster': cluster.metadata.name,
      'cnpg.io/reload': 'true',
      ...labels,
    },
    ownerReferences: [controlledBy(cluster)],
  };
}

function login(
  cluster: StoredObject,
  name: string,
  userType: 'app' | 'superuser',
  user: string,
  database: string,
): NewObject {
  const { name: clusterName, namespace } = cluster.metadata;
  const password = randomPassword(64);
  const host = `${clusterName}-rw`;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(cluster, name, { 'cnpg.io/userType': userType }),
    type: 'kubernetes.io/basic-auth',
    data: encode({
      username: user,
      user,
      password,
      dbname: database,
      host,
      port: '5432',
      uri: `postgresql://${user}:${password}@${host}.${namespace}:5432/${database}`,
    }),
  };
}

/** The Secrets the operator makes itself: certificates, and logins that nobody else names. */
export function clusterSecrets(cluster: StoredObject): NewObject[] {
  const { name } = cluster.metadata;
  const named = credentialSecrets(cluster);
  const certificate = (suffix: string, type: string, keys: string[]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(cluster, `${name}${suffix}`, {}),
    type,
    // Nobody in the sandbox speaks TLS to a database; only the keys have to be there.
    data: encode(Object.fromEntries(keys.map(key => [key, 'sandbox']))),
  });
  return [
    certificate('-ca', 'Opaque', ['ca.crt', 'ca.key']),
    certificate('-server', 'kubernetes.io/tls', ['tls.crt', 'tls.key']),
    certificate('-replication', 'kubernetes.io/tls', ['tls.crt', 'tls.key']),
    ...(named.applicationIsNamed
      ? []
      : [
          login(cluster, named.application, 'app', named.owner, named.database),
        ]),
    ...(cluster.spec.enableSuperuserAccess && !named.superuserIsNamed
      ? [login(cluster, named.superuser, 'superuser', 'postgres', '*')]
      : []),
  ];
}
