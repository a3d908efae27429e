/**
 * What went wrong with a call of Kasm's API, in terms of what to do about it.
 *
 * @public
 */
export type KasmApiErrorKind =
  /** Nobody answered, or not over TLS that we trust. */
  | 'unreachable'
  | 'timeout'
  /** The key is unknown, expired, or lacks the permission. */
  | 'notPermitted'
  /** This Kasm does not know the call. */
  | 'notFound'
  /** Kasm answered with an `error_message`. */
  | 'refused'
  /** Kasm failed, or answered with something that is not its API. */
  | 'server'
  | 'aborted';

/**
 * A call of Kasm's API that did not work. The message names the deployment and the call; never a key,
 * a header or what was answered beyond Kasm's own sentence.
 *
 * @public
 */
export class KasmApiError extends Error {
  readonly name = 'KasmApiError';

  constructor(
    readonly kind: KasmApiErrorKind,
    message: string,
    /** Of Kasm's answer when it did not accept the key: 401 or 403. */
    readonly status?: number,
  ) {
    super(message);
  }
}
