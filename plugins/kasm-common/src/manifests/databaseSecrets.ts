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
 * The logins of a deployment's database: the owner's, and the superuser's unless the owner
 * initialises it.
 *
 * @public
 */
export function databaseLogins(spec: KasmDeploymentSpec): DatabaseLogin[] {
  const names = deploymentNames(spec);
  const where = {
    databaseNamespace: names.databaseNamespace,
    kasmNamespace: names.namespace,
  };
  const owner = {
    ...where,
    secret: names.credentialsSecret,
    username: DATABASE_OWNER,
    onlyWhileInitialising: false,
  };
  return spec.database.initialiseAs === 'owner'
    ? [owner]
    : [
        owner,
        {
          ...where,
          secret: names.superuserSecret,
          username: DATABASE_SUPERUSER,
          onlyWhileInitialising: !spec.database.keepSuperuser,
        },
      ];
}

/**
 * Namespaces of a login's Secret, the operator's first. Kasm's is among them only while Kasm needs it.
 *
 * @public
 */
export function loginNamespaces(
  login: DatabaseLogin,
  { initialize }: { initialize: boolean },
): string[] {
  return [
    ...new Set([
      login.databaseNamespace,
      ...(initialize || !login.onlyWhileInitialising
        ? [login.kasmNamespace]
        : []),
    ]),
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
      labels: databaseSecretLabels(spec, login, namespace),
    },
    type: 'kubernetes.io/basic-auth',
    data: { username: btoa(login.username), password: btoa(password) },
  };
}

/**
 * Labels of a login's Secret in one namespace.
 *
 * @public
 */
export function databaseSecretLabels(
  spec: KasmDeploymentSpec,
  login: DatabaseLogin,
  namespace: string,
): Record<string, string> {
  return {
    ...deploymentLabels(spec.name),
    // the operator picks up a new password only from Secrets with this label
    ...(namespace === login.databaseNamespace && { 'cnpg.io/reload': 'true' }),
  };
}
