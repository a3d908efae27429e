import type { ResourceKind } from './resources/ResourceKind';

/** One cause in a Status body. */
export interface StatusCause {
  reason?: string;
  message: string;
  field?: string;
}

/** The `details` of a Status body. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** A refusal of the API server, with the very body a real one answers. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string | undefined,
    message: string,
    readonly details?: StatusDetails,
    readonly listMetadata: { continue?: string } = {},
  ) {
    super(message);
    this.name = 'StatusError';
  }

  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.listMetadata,
      status: 'Failure',
      message: this.message,
      ...(this.reason ? { reason: this.reason } : {}),
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

function pluralDetails(kind: ResourceKind, name?: string): StatusDetails {
  return {
    ...(name ? { name } : {}),
    ...(kind.group ? { group: kind.group } : {}),
    kind: kind.plural,
  };
}

/** Like `pluralDetails`, but with the Kind: 422 answers and preconditions name it so. */
function kindDetails(kind: ResourceKind, name: string): StatusDetails {
  return {
    ...(name ? { name } : {}),
    ...(kind.group ? { group: kind.group } : {}),
    kind: kind.kind,
  };
}

export const badRequest = (message: string) =>
  new StatusError(400, 'BadRequest', message);

export const internalError = (message: string) =>
  new StatusError(500, undefined, message);

export const notFound = (kind: ResourceKind, name: string) =>
  new StatusError(
    404,
    'NotFound',
    `${kind.resource} "${name}" not found`,
    pluralDetails(kind, name),
  );

export const resourceNotFound = () =>
  new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

export const methodNotAllowed = () =>
  new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

export const alreadyExists = (
  kind: ResourceKind,
  name: string,
  dying: boolean,
) =>
  new StatusError(
    409,
    'AlreadyExists',
    `${dying ? 'object is being deleted: ' : ''}${
      kind.resource
    } "${name}" already exists`,
    pluralDetails(kind, name),
  );

export const conflict = (kind: ResourceKind, name: string, why?: string) =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${kind.resource} "${name}": ${
      why ??
      'the object has been modified; please apply your changes to the latest version and try again'
    }`,
    pluralDetails(kind, name),
  );

export const preconditionFailed = (
  kind: ResourceKind,
  name: string,
  why: string,
) =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${kind.kind}${
      kind.group ? `.${kind.group}` : ''
    } "${name}": ${why}`,
    kindDetails(kind, name),
  );

export const expired = (message: string, token?: string) =>
  new StatusError(
    410,
    'Expired',
    message,
    undefined,
    token ? { continue: token } : {},
  );

/** 422 for one or several fields; `messages` are what a real server lists after `is invalid:`. */
export const invalid = (
  kind: { kind: string; group: string },
  name: string,
  causes: Required<StatusCause>[],
) => {
  const texts = causes.map(cause => `${cause.field}: ${cause.message}`);
  return new StatusError(
    422,
    'Invalid',
    `${kind.kind}${kind.group ? `.${kind.group}` : ''} "${name}" is invalid: ${
      texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
    }`,
    {
      ...(name ? { name } : {}),
      ...(kind.group ? { group: kind.group } : {}),
      ...(kind.kind ? { kind: kind.kind } : {}),
      causes,
    },
  );
};
