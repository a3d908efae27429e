import { StatusError } from '../StatusError';
import type { Attributes, User } from './authorize';

/** The 403 with which a real server says what the user may not do. */
export function forbidden(user: User, attributes: Attributes): StatusError {
  if ('path' in attributes) {
    return new StatusError(
      403,
      'Forbidden',
      `forbidden: User "${user.name}" cannot ${attributes.verb} path "${attributes.path}"`,
      {},
    );
  }
  const { verb, group, resource, subresource, namespace, name } = attributes;
  const what = `User "${user.name}" cannot ${verb} resource "${resource}${
    subresource ? `/${subresource}` : ''
  }" in API group "${group}"`;
  const where = namespace
    ? ` in the namespace "${namespace}"`
    : ' at the cluster scope';
  const qualified = group ? `${resource}.${group}` : resource;
  return new StatusError(
    403,
    'Forbidden',
    `${qualified}${name ? ` "${name}"` : ''} is forbidden: ${what}${where}`,
    {
      ...(name ? { name } : {}),
      ...(group ? { group } : {}),
      kind: resource,
    },
  );
}

export const unauthorized = () =>
  new StatusError(401, 'Unauthorized', 'Unauthorized');
