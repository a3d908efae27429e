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
      ...labels,
    },
    ownerReferences: [controlledBy(cluster)],
  };
}

function loginSecret(
  cluster: StoredObject,
  name: string,
  userType: 'app' | 'superuser',
  user: string,
  database: string,
): NewObject {
  const { name: clusterName, namespace } = cluster.metadata;
  const password = randomPassword(64);
  const host = `${clusterName}-rw`;
  const full = `${host}.${namespace}.svc.cluster.local`;
  const login = `${user}:${password}`;
  const jdbc = (at: string) =>
    `jdbc:postgresql://${at}:5432/${database}?password=${password}&user=${user}`;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(cluster, name, {
      'cnpg.io/userType': userType,
      'cnpg.io/reload': 'true',
    }),
    type: 'kubernetes.io/basic-auth',
    data: encode({
      username: user,
      user,
      password,
      dbname: database,
      host,
      port: '5432',
      pgpass: `${host}:5432:${database}:${login}\n`,
      uri: `postgresql://${login}@${host}.${namespace}:5432/${database}`,
      'jdbc-uri': jdbc(`${host}.${namespace}`),
      'fqdn-uri': `postgresql://${login}@${full}:5432/${database}`,
      'fqdn-jdbc-uri': jdbc(full),
    }),
  };
}

/**
 * The Secrets the operator makes itself and that are not there: certificates, and logins that nobody
 * else names.
 */
export function missingSecrets(
  cluster: StoredObject,
  isThere: (name: string) => boolean,
): NewObject[] {
  const { name } = cluster.metadata;
  const named = credentialSecrets(cluster);
  const certificate = (suffix: string, type: string, keys: string[]) =>
    isThere(`${name}${suffix}`)
      ? []
      : [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: metadata(cluster, `${name}${suffix}`, {}),
            type,
            // Nobody in the sandbox speaks TLS to a database; only the keys have to be there.
            data: encode(Object.fromEntries(keys.map(key => [key, 'sandbox']))),
          },
        ];
  const { owner, database, application, superuser } = named;
  const { enableSuperuserAccess } = cluster.spec;
  return [
    ...certificate('-ca', 'Opaque', ['ca.crt', 'ca.key']),
    ...certificate('-server', 'kubernetes.io/tls', ['tls.crt', 'tls.key']),
    ...certificate('-replication', 'kubernetes.io/tls', ['tls.crt', 'tls.key']),
    ...(named.applicationIsNamed || isThere(application)
      ? []
      : [loginSecret(cluster, application, 'app', owner, database)]),
    ...(!enableSuperuserAccess || named.superuserIsNamed || isThere(superuser)
      ? []
      : [loginSecret(cluster, superuser, 'superuser', 'postgres', '*')]),
  ];
}
