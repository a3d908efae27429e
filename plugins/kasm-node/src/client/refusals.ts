import { describeAttempt, type Attempt } from './Attempt';
import { KubeError, type KubeErrorKind } from './KubeError';

/** The parts of a Kubernetes `Status` that we use. */
interface Status {
  reason?: string;
  message?: string;
  details?: {
    causes?: Array<{ reason?: string; message?: string; field?: string }>;
    retryAfterSeconds?: number;
  };
}

const ADDRESS =
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"']+|\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/gi;
const BEARER = /\bbearer\s+[^\s"']+/gi;

/** One line of at most 300 characters without addresses and tokens. */
export function cleanServerMessage(message: string): string {
  const line = message
    .replace(BEARER, '(token)')
    .replace(ADDRESS, '(address)')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function parseStatus(body: string): Status {
  try {
    const parsed = JSON.parse(body);
    return parsed && typeof parsed === 'object' ? parsed : {};
  } catch {
    // Proxies answer in HTML: nothing of it helps.
    return {};
  }
}

function kindOf(status: number, reason?: string): KubeErrorKind {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'notFound';
    case 409:
      return reason === 'AlreadyExists' ? 'alreadyExists' : 'conflict';
    case 410:
      return 'gone';
    case 429:
      return 'throttled';
    default:
      return status >= 400 && status < 500 ? 'invalid' : 'server';
  }
}

const WORDS: Record<KubeErrorKind, string> = {
  unauthenticated: 'was refused, the credential is not accepted',
  forbidden: 'was refused',
  notFound: 'was not found',
  alreadyExists: 'exists already',
  conflict: 'conflicts',
  gone: 'is too old to go on from',
  throttled: 'was put off, the API is busy',
  invalid: 'was rejected',
  server: 'failed in the API server',
  unreachable: 'failed, the API cannot be reached',
  timeout: 'was not answered in time',
  aborted: 'was called off',
};

/** Milliseconds of a Retry-After header, which is seconds or a date. */
export function parseRetryAfter(
  header: string | undefined,
  now = Date.now(),
): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds)) {
    return Math.max(0, seconds * 1000);
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function causesOf(status: Status) {
  const causes = status.details?.causes;
  if (!Array.isArray(causes) || causes.length === 0) return undefined;
  return causes.slice(0, 20).map(({ reason, field, message }) => ({
    field,
    manager:
      reason === 'FieldManagerConflict'
        ? /^conflict with "([^"]+)"/.exec(message ?? '')?.[1]
        : undefined,
    message: cleanServerMessage(message ?? ''),
  }));
}

/** A KubeError of an answer that was not a success, or of an ERROR event. */
export function refusal(
  attempt: Attempt,
  status: number,
  body: string,
  retryAfterHeader?: string,
): KubeError {
  const parsed = parseStatus(body);
  const kind = kindOf(status, parsed.reason);
  // What a server says about a Secret that it rejects may quote it.
  const quotes =
    attempt.resource?.kind === 'Secret' && ['invalid', 'server'].includes(kind);
  const serverMessage =
    quotes || typeof parsed.message !== 'string'
      ? undefined
      : cleanServerMessage(parsed.message);
  const causes = quotes ? undefined : causesOf(parsed);
  const seconds = parsed.details?.retryAfterSeconds;
  const retryAfter =
    parseRetryAfter(retryAfterHeader) ??
    (typeof seconds === 'number' ? seconds * 1000 : undefined);
  const conflicts = causes
    ?.filter(cause => cause.manager !== undefined)
    .map(cause => `${cause.manager} owns ${cause.field}`)
    .join(', ');
  const more = conflicts || serverMessage;
  return new KubeError(
    kind,
    `${describeAttempt(attempt)} ${WORDS[kind]} (${status})${
      more ? `: ${more}` : ''
    }`,
    { status, retryAfter, causes, serverMessage },
  );
}

/** A KubeError without an answer. */
export function failure(
  attempt: Attempt,
  kind: KubeErrorKind,
  detail?: string,
): KubeError {
  return new KubeError(
    kind,
    `${describeAttempt(attempt)} ${WORDS[kind]}${detail ? ` (${detail})` : ''}`,
  );
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|ISSUER/;

/** A KubeError of what undici or the operating system threw. Only its code is shown. */
export function transportFailure(attempt: Attempt, error: unknown): KubeError {
  if (error instanceof KubeError) return error;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const inner = (cause as { code?: unknown } | undefined)?.code ?? code;
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return failure(attempt, 'aborted', 'the client is closed');
  }
  const name = typeof inner === 'string' ? inner : 'connection lost';
  return failure(
    attempt,
    'unreachable',
    CERTIFICATE.test(name)
      ? `its certificate is not trusted, ${name}; check the CA of the credential`
      : name,
  );
}
