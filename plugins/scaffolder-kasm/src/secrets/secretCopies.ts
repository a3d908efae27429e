import {
  databaseLogins,
  loginNamespaces,
  type DatabaseLogin,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type { KasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';

/** One login of the database, and where its Secret has to be. */
export interface LoginCopies {
  login: DatabaseLogin;
  /** Who puts the first one there: the portal, somebody else, or an ExternalSecret. */
  origin: 'portal' | 'somebody' | 'store';
  /** Namespaces; the first is where the others are copied from. */
  namespaces: string[];
}

/**
 * Where the database's logins have to be. Kasm's namespace gets the superuser only while it initialises
 * the database as that, and keeps it only when told to.
 */
export function secretCopies(
  spec: KasmDeploymentSpec,
  { initialised }: { initialised: boolean },
): LoginCopies[] {
  return databaseLogins(spec).map(login => ({
    login,
    origin: originOf(spec, login),
    namespaces: loginNamespaces(login, { initialize: !initialised }),
  }));
}

function originOf(
  { secrets }: KasmDeploymentSpec,
  { secret }: DatabaseLogin,
): LoginCopies['origin'] {
  if (secrets.mode === 'externalSecrets') {
    return 'store';
  }
  return secrets.mode === 'existing' &&
    [secrets.credentialsSecret, secrets.superuserSecret].includes(secret)
    ? 'somebody'
    : 'portal';
}
