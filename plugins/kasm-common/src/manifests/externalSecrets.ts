import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import {
  DATABASE_OWNER,
  databaseLogins,
  databaseSecretLabels,
  loginNamespaces,
} from './databaseSecrets';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

/**
 * ExternalSecrets that bring the database's logins from a store such as Vault: one for each login and
 * namespace, named as the Secret. Empty in other modes.
 *
 * @param initialize - false leaves out what Kasm's namespace needs only while its database is initialised
 * @public
 */
export function externalSecrets(
  spec: KasmDeploymentSpec,
  { initialize }: { initialize: boolean },
): Manifest[] {
  const { secrets } = spec;
  if (secrets.mode !== 'externalSecrets') {
    return [];
  }
  return databaseLogins(spec).flatMap(login => {
    const path =
      login.username === DATABASE_OWNER
        ? secrets.credentialsPath
        : secrets.superuserPath;
    const read = (key: string) => ({
      secretKey: key,
      remoteRef: { key: path, property: key },
    });
    return loginNamespaces(login, { initialize }).map(namespace => ({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: {
        name: login.secret,
        namespace,
        labels: deploymentLabels(spec.name),
      },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: secrets.store.kind, name: secrets.store.name },
        target: {
          name: login.secret,
          creationPolicy: 'Owner',
          // a store that is empty for a moment must not take the database's password away
          deletionPolicy: 'Retain',
          template: {
            type: 'kubernetes.io/basic-auth',
            metadata: { labels: databaseSecretLabels(spec, login, namespace) },
          },
        },
        data: [read('username'), read('password')],
      },
    }));
  });
}
