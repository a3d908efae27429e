/**
 * What went wrong with a call, in terms of what to do about it.
 *
 * @public
 */
export type KubeErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'alreadyExists'
  | 'conflict'
  | 'gone'
  | 'invalid'
  | 'throttled'
  | 'server'
  | 'aborted';

/**
 * A call to a cluster that did not work. The message names the cluster and what was tried, never a
 * server address, a header or a body with secrets.
 *
 * @public
 */
export class KubeError extends Error {
  readonly name = 'KubeError';

  constructor(
    readonly kind: KubeErrorKind,
    message: string,
    readonly details: {
      /** HTTP status, when there was an answer. */
      status?: number;
      /** Milliseconds, from Retry-After. */
      retryAfter?: number;
      /** Conflicting fields and their managers, or invalid fields. */
      causes?: Array<{
        field?: string;
        /** Who owns the field, for conflicts of server-side apply. */
        manager?: string;
        message: string;
      }>;
      /** The server's own message. */
      serverMessage?: string;
      /** The answer has more bytes than are read: less has to be asked for. */
      tooLarge?: boolean;
    } = {},
  ) {
    super(message);
  }
}
