import type { StoredObject } from '../../apiserver/ClusterStore';
import type { DatabaseWorld } from './DatabaseWorld';
import { credentialSecrets } from './facts';
import { managerLine } from './postgresLog';

const decode = (value: string | undefined) =>
  value === undefined ? undefined : Buffer.from(value, 'base64').toString();

/**
 * Gives the roles of a database the passwords of their Secrets. A Secret that is missing changes
 * nothing; one for somebody else is an error that is only told in the log.
 */
export function takePasswords(
  { store, contents }: DatabaseWorld,
  cluster: StoredObject,
  primary: string,
): void {
  const { namespace, uid } = cluster.metadata;
  const { passwords } = contents.of(uid);
  const { owner, application, superuser } = credentialSecrets(cluster);
  const roles: Array<[string, string]> = [
    [owner, application],
    ...(cluster.spec.enableSuperuserAccess
      ? [['postgres', superuser] as [string, string]]
      : []),
    ...(cluster.spec.managed?.roles ?? []).flatMap(
      (role: { name: string; passwordSecret?: { name: string } }) =>
        role.passwordSecret ? [[role.name, role.passwordSecret.name]] : [],
    ),
  ];
  if (!cluster.spec.enableSuperuserAccess) {
    passwords.delete('postgres');
  }
  for (const [role, name] of roles) {
    const secret = store.get('secrets', namespace, name);
    const username = decode(secret?.data?.username);
    const password = decode(secret?.data?.password);
    if (secret && username !== role) {
      complain(
        `wrong username '${username ?? ''}' in secret, expected '${role}'`,
      );
    } else if (password !== undefined) {
      passwords.set(role, password);
    }
  }

  function complain(error: string) {
    store.appendLog(
      namespace!,
      primary,
      'postgres',
      managerLine('error', 'Reconciler error', { error }),
    );
  }
}
