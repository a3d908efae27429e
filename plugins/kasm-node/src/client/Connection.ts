import { Pool, type Dispatcher } from 'undici';
import type { Credential } from '../credentials/Credential';
import type { Attempt } from './Attempt';
import { KubeError } from './KubeError';
import { failure, refusal, transportFailure } from './refusals';

/** How many requests may be under way at once; each watch has a socket of its own. */
const REQUEST_SOCKETS = 16;
/** Milliseconds until a credential is loaded again although nobody refused it. */
const CREDENTIAL_AGE = 60_000;
/** Milliseconds that loading may take: it may run a program. */
const LOADING_TIMEOUT = 30_000;
/** Milliseconds for TCP and TLS together. */
const CONNECT_TIMEOUT = 5_000;

/** One HTTP request below the server's address. */
export interface Call {
  attempt: Attempt;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with query. */
  path: string;
  body?: string;
  contentType?: string;
  accept?: string;
  /** Ends the request and the reading of its body. */
  signal: AbortSignal;
}

/** Two pools to one server, made of one loading of the credential. */
interface Line {
  key: string;
  prefix: string;
  headers: Record<string, string>;
  requests: Pool;
  watches: Pool;
  loadedAt: number;
  /** Whether it was loaded because the one before was refused. */
  renewal: boolean;
}

/**
 * Sockets and credential of one cluster. Requests and watches have separate pools, since a watch
 * occupies its socket for as long as it lasts.
 */
export class Connection {
  private readonly pools = new Set<Pool>();
  private line?: Line;
  private loading?: Promise<Line>;
  private closed = false;
  private lastHeard?: number;

  constructor(
    private readonly cluster: string,
    private readonly loadCredential: () => Promise<Credential>,
    /** Milliseconds after a renewal in which another refusal does not renew again. */
    private readonly renewalPause = 5_000,
  ) {}

  /**
   * Sends a request; resolves to a successful answer whose body has not been read. A 401 loads the
   * credential again and is tried once more.
   */
  async send(
    kind: 'requests' | 'watches',
    call: Call,
  ): Promise<Dispatcher.ResponseData> {
    let line = await this.current(call);
    let answer = await this.dispatch(line, kind, call);
    if (answer.statusCode === 401 && !this.justRenewed(line)) {
      await answer.body
        .dump({ limit: 65_536, signal: call.signal })
        .catch(() => {});
      line = await this.renewed(line, call);
      answer = await this.dispatch(line, kind, call);
    }
    if (answer.statusCode >= 200 && answer.statusCode < 300) return answer;
    const body = await readBody(answer, 256 * 1024).then(String, () => '');
    const retryAfter = answer.headers['retry-after'];
    throw refusal(
      call.attempt,
      answer.statusCode,
      body,
      Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
    );
  }

  /** Milliseconds of `performance.now()` at which bytes last came, of any request or watch. */
  get heardAt(): number | undefined {
    return this.lastHeard;
  }

  /** To be called by whoever reads an answer's body, with every chunk. */
  heard(): void {
    this.lastHeard = performance.now();
  }

  /** Ends everything that is under way and closes every socket. */
  async close(): Promise<void> {
    this.closed = true;
    await this.loading?.catch(() => {});
    const pools = [...this.pools];
    this.pools.clear();
    this.line = undefined;
    await Promise.all(pools.map(pool => pool.destroy()));
  }

  private async dispatch(
    line: Line,
    kind: 'requests' | 'watches',
    call: Call,
  ): Promise<Dispatcher.ResponseData> {
    const { method, body, signal, attempt } = call;
    const options: Dispatcher.RequestOptions = {
      path: `${line.prefix}${call.path}`,
      method,
      body,
      signal,
      headers: {
        ...line.headers,
        accept: call.accept ?? 'application/json',
        ...(call.contentType && { 'content-type': call.contentType }),
      },
    };
    const ask = async () => {
      const answer = await line[kind].request(options);
      this.heard();
      return answer;
    };
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // An idle socket may be closed by the server at the moment that it is used again.
      if (method !== 'GET' || !wasIdleSocket(error)) {
        throw transportFailure(attempt, error);
      }
    }
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw transportFailure(attempt, error);
    }
  }

  private async current(call: Call): Promise<Line> {
    const { line } = this;
    if (line && Date.now() - line.loadedAt < CREDENTIAL_AGE) return line;
    return this.load(call, false);
  }

  /** What was loaded for this very reason a moment ago is not loaded again with every question. */
  private justRenewed(line: Line): boolean {
    return (
      line === this.line &&
      line.renewal &&
      Date.now() - line.loadedAt < this.renewalPause
    );
  }

  /** The line after a refused one; loaded anew unless somebody has done so meanwhile. */
  private async renewed(refused: Line, call: Call): Promise<Line> {
    if (this.line && this.line !== refused) return this.line;
    return this.load(call, true);
  }

  private async load(call: Call, renewal: boolean): Promise<Line> {
    if (this.closed) throw failure(call.attempt, 'aborted', 'client is closed');
    this.loading ??= this.open(renewal).finally(() => {
      this.loading = undefined;
    });
    try {
      return await this.loading;
    } catch (error) {
      throw new KubeError(
        'unauthenticated',
        `${this.cluster}: the credential cannot be used: ${
          error instanceof Error ? error.message : 'unknown reason'
        }`,
      );
    }
  }

  private async open(renewal: boolean): Promise<Line> {
    const credential = await inTime(this.loadCredential());
    if (this.closed) throw new Error('the client is closed');
    const { server, tls, headers } = credential;
    const url = new URL(server);
    const key = JSON.stringify([server, tls]);
    const loadedAt = Date.now();
    const before = this.line;
    if (before?.key === key) {
      this.line = { ...before, headers, loadedAt, renewal };
      return this.line;
    }
    const options: Pool.Options = {
      connect: { ...tls, timeout: CONNECT_TIMEOUT },
      pipelining: 1,
      keepAliveTimeout: 30_000,
      // Callers bring their own deadlines.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    const requests = new Pool(url.origin, {
      ...options,
      connections: REQUEST_SOCKETS,
    });
    const watches = new Pool(url.origin, options);
    this.pools.add(requests).add(watches);
    if (before) this.retire(before);
    const prefix = url.pathname.replace(/\/$/, '');
    this.line = { key, prefix, headers, requests, watches, loadedAt, renewal };
    return this.line;
  }

  /** Lets what is under way come to its end, then closes the sockets. */
  private retire(line: Line): void {
    for (const pool of [line.requests, line.watches]) {
      pool.close().then(
        () => this.pools.delete(pool),
        () => this.pools.delete(pool),
      );
    }
  }
}

/** Otherwise one program that hangs would keep every later call waiting for it. */
async function inTime<T>(loading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('it was not loaded in time')),
      LOADING_TIMEOUT,
    );
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function wasIdleSocket(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET';
}

/** Reads a body; throws when it is longer than so many bytes. */
export async function readBody(
  answer: Dispatcher.ResponseData,
  limit: number,
  heard: () => void = () => {},
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    heard();
    size += chunk.length;
    if (size > limit) throw new RangeError('answer too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
