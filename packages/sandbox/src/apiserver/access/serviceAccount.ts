import { AUTHENTICATED, type User } from './authorize';

/** A ServiceAccount by its place. */
export interface ServiceAccountName {
  namespace: string;
  name: string;
}

const PREFIX = 'system:serviceaccount:';

/** The user that a ServiceAccount is: `system:serviceaccount:<namespace>:<name>`. */
export function serviceAccountUser({
  namespace,
  name,
}: ServiceAccountName): User {
  return {
    name: `${PREFIX}${namespace}:${name}`,
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
      AUTHENTICATED,
    ],
  };
}

/** The ServiceAccount behind a user's name; undefined for other users. */
export function serviceAccountOf(user: string): ServiceAccountName | undefined {
  if (!user.startsWith(PREFIX)) {
    return undefined;
  }
  const [namespace, name, ...more] = user.slice(PREFIX.length).split(':');
  return namespace && name && more.length === 0
    ? { namespace, name }
    : undefined;
}
