import { StatusError } from '../StatusError';
import type { Attributes, User } from './authorize';

/** The 403 with which a real server says what the user may not do, and why if it knows. */
export function forbidden(
  user: User,
  attributes: Attributes,
  reason?: string,
): StatusError {
  const because = reason ? `: ${reason}` : '';
  if ('path' in attributes) {
    return new StatusError(
      403,
      'Forbidden',
      `forbidden: User "${user.name}" cannot ${attributes.verb} path "${attributes.path}"${because}`,
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
    `${qualified}${
      name ? ` "${name}"` : ''
    } is forbidden: ${what}${where}${because}`,
    {
      ...(name ? { name } : {}),
      ...(group ? { group } : {}),
      kind: resource,
    },
  );
}

export const unauthorized = () =>
  new StatusError(401, 'Unauthorized', 'Unauthorized');
