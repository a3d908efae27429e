import type { ResourceRequest } from '../http/ResourceRequest';
import {
  badRequest,
  internalError,
  invalid,
  type StatusError,
} from '../StatusError';
import type { Incoming } from './Incoming';

/** The refusal of a body, or of what a patch makes, that cannot be read as its kind. */
export function unreadable(
  { kind, namespace, name }: ResourceRequest,
  { patch, applied }: Incoming,
  why: string,
): StatusError {
  const gvk = `${kind.apiVersion.includes('/') ? '' : '/'}${kind.apiVersion}`;
  if (applied) {
    return internalError(
      `failed to convert new object (${namespace ?? ''}/${name}; ${
        kind.apiVersion
      }, Kind=${kind.kind}) to proper version (${
        kind.apiVersion
      }): unable to convert unstructured object to ${gvk}, Kind=${
        kind.kind
      }: ${why}`,
    );
  }
  if (patch) {
    return invalid({ kind: '', group: '' }, '', [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(patch())}: ${why}`,
        field: 'patch',
      },
    ]);
  }
  return badRequest(
    `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${why}`,
  );
}
