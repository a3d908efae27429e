/**
 * Why the Kasm backend gave no answer, in terms of what a page should say:
 *
 * - `notFound`: no such deployment, or not visible to the caller; the two are never told apart.
 * - `forbidden`: visible, but this permission is missing.
 * - `unauthenticated`: the session ended.
 * - `notConfigured`: the portal has no `kasm` configuration.
 * - `notInstalled`: the portal's backend has no Kasm plugin.
 * - `invalid`: the request itself was refused.
 * - `unavailable`: anything else, worth another try.
 *
 * @public
 */
export type KasmClientErrorKind =
  | 'notFound'
  | 'forbidden'
  | 'unauthenticated'
  | 'notConfigured'
  | 'notInstalled'
  | 'invalid'
  | 'unavailable';

/**
 * Every failure of {@link KasmClient} except an abort by the caller, which stays an `AbortError`.
 *
 * @public
 */
export class KasmClientError extends Error {
  readonly name = 'KasmClientError';

  constructor(
    readonly kind: KasmClientErrorKind,
    message: string,
    /** HTTP status, when there was an answer. */
    readonly status?: number,
  ) {
    super(message);
  }

  /** Reads the error that a Backstage backend answered with. */
  static async fromResponse(response: Response): Promise<KasmClientError> {
    const body = await readError(response);
    return new KasmClientError(
      kindOf(response.status, body),
      body?.message ?? `The portal's backend answered ${response.status}`,
      response.status,
    );
  }
}

type ErrorBody = { name?: string; message?: string; code?: string };

async function readError(response: Response): Promise<ErrorBody | undefined> {
  try {
    const body = await response.json();
    return typeof body?.error === 'object' && body.error !== null
      ? (body.error as ErrorBody)
      : undefined;
  } catch {
    return undefined;
  }
}

function kindOf(
  status: number,
  body: ErrorBody | undefined,
): KasmClientErrorKind {
  switch (status) {
    case 400:
      return 'invalid';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      if (body?.code === 'NotConfigured') {
        return 'notConfigured';
      }
      // Our own answers carry a code; a backend without the plugin answers a bare 404.
      return body?.code === 'NotVisible' ? 'notFound' : 'notInstalled';
    default:
      return 'unavailable';
  }
}
