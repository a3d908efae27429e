import { deploymentNames } from '../spec/deploymentNames';
import type { KasmDeploymentSpec } from '../spec/KasmDeploymentSpec';
import { deploymentLabels } from './labels';
import type { Manifest } from './Manifest';

/** Role that owns Kasm's database. */
export const DATABASE_OWNER = 'kasmapp';
/** Database inside PostgreSQL. */
export const DATABASE_NAME = 'kasm';
/** PostgreSQL's superuser. */
export const DATABASE_SUPERUSER = 'postgres';

/**
 * One login: where its Secret lives and for whom it is. No value.
 *
 * @public
 */
export interface DatabaseLogin {
  secret: string;
  username: string;
  /** Where the operator reads it. */
  databaseNamespace: string;
  /** Where Kasm reads its copy: references to Secrets do not reach across namespaces. */
  kasmNamespace: string;
  /** Kasm needs it only until its database is initialised. */
  onlyWhileInitialising: boolean;
}

/**
 * The two logins of a deployment's database.
 *
 * @public
 */
export function databaseLogins(spec: KasmDeploymentSpec): DatabaseLogin[] {
  const names = deploymentNames(spec);
  const where = {
    databaseNamespace: names.databaseNamespace,
    kasmNamespace: names.namespace,
  };
  return [
    {
      ...where,
      secret: names.credentialsSecret,
      username: DATABASE_OWNER,
      onlyWhileInitialising: false,
    },
    {
      ...where,
      secret: names.superuserSecret,
      username: DATABASE_SUPERUSER,
      onlyWhileInitialising: true,
    },
  ];
}

/**
 * The Secret of a login in one namespace. The password is passed in and only encoded.
 *
 * @param password - ASCII
 * @public
 */
export function databaseSecret(
  spec: KasmDeploymentSpec,
  login: DatabaseLogin,
  namespace: string,
  password: string,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: login.secret,
      namespace,
      labels: {
        ...deploymentLabels(spec.name),
        // the operator picks up a new password only from Secrets with this label
        ...(namespace === login.databaseNamespace && {
          'cnpg.io/reload': 'true',
        }),
      },
    },
    type: 'kubernetes.io/basic-auth',
    data: { username: btoa(login.username), password: btoa(password) },
  };
}
