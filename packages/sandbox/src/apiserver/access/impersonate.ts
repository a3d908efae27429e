import type { IncomingHttpHeaders } from 'node:http';
import { internalError } from '../StatusError';
import { AUTHENTICATED, type Attributes, type User } from './authorize';
import { forbidden } from './forbidden';
import type { RoleAuthorizer } from './RoleAuthorizer';
import { serviceAccountOf, serviceAccountUser } from './serviceAccount';

const EXTRA = 'impersonate-extra-';

/** Node joins headers that come several times with commas; no group has one in its name. */
const values = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap(text => text.split(','))
    .map(text => text.trim())
    .filter(text => text !== '');

function extraOf(headers: IncomingHttpHeaders): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(EXTRA))
      .map(([name, header]) => [
        decodeURIComponent(name.slice(EXTRA.length)),
        values(header),
      ]),
  );
}

/**
 * The user that a request asks to be taken for, by `Impersonate-User` and its like; throws 403 when the
 * real one may not be taken for that.
 */
export function impersonated(
  user: User,
  headers: IncomingHttpHeaders,
  authorizer: RoleAuthorizer,
): User {
  const [name] = values(headers['impersonate-user']);
  const groups = values(headers['impersonate-group']);
  const [uid] = values(headers['impersonate-uid']);
  const extra = extraOf(headers);
  const hasExtra = Object.keys(extra).length > 0;
  if (!name) {
    if (groups.length > 0 || uid || hasExtra) {
      throw internalError(
        `Internal Server Error: requested ${JSON.stringify(
          groups,
        )} without impersonating a user`,
      );
    }
    return user;
  }
  const account = serviceAccountOf(name);
  const may = (asked: Partial<Attributes> & { resource: string }) => {
    const attributes = {
      verb: 'impersonate',
      group: '',
      version: 'v1',
      ...asked,
    } as Attributes;
    const { allowed, reason } = authorizer.decide(user, attributes);
    if (!allowed) {
      throw forbidden(user, attributes, reason);
    }
  };
  const authentication = { group: 'authentication.k8s.io' };
  may(
    account
      ? { resource: 'serviceaccounts', ...account }
      : { resource: 'users', name },
  );
  groups.forEach(group => may({ resource: 'groups', name: group }));
  if (uid) {
    may({ ...authentication, resource: 'uids', name: uid });
  }
  for (const [key, list] of Object.entries(extra)) {
    list.forEach(value =>
      may({
        ...authentication,
        resource: 'userextras',
        subresource: key,
        name: value,
      }),
    );
  }
  const own =
    account && groups.length === 0
      ? serviceAccountUser(account).groups
      : groups;
  const everyone =
    name === 'system:anonymous' ? 'system:unauthenticated' : AUTHENTICATED;
  return {
    name,
    groups: [...new Set([...own, everyone])],
    ...(uid ? { uid } : {}),
    ...(hasExtra ? { extra } : {}),
  };
}
