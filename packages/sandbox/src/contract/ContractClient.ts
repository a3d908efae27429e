import { Agent, request as httpsRequest } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { WatchStream } from './WatchStream';

/** An answer, with the body read as JSON when it is JSON. */
export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  json: any;
}

/** What a request may carry. */
export interface Sending {
  body?: unknown;
  /** Default `application/json`. */
  type?: string;
  accept?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

const DEADLINE_MS = 40_000;

/** A small HTTPS client of its own, so that the contract shares nothing with the product. */
export class ContractClient {
  private readonly agent: Agent;
  private readonly watches = new Set<WatchStream>();

  /** @param ca - PEM that signs the server; without it the server is not verified */
  constructor(
    private readonly server: string,
    private readonly token: string,
    private readonly ca: string | undefined,
    private readonly headers: Record<string, string> = {},
  ) {
    this.agent = new Agent(ca ? { ca } : { rejectUnauthorized: false });
  }

  withToken(token: string): ContractClient {
    return new ContractClient(this.server, token, this.ca);
  }

  withHeaders(headers: Record<string, string>): ContractClient {
    return new ContractClient(this.server, this.token, this.ca, headers);
  }

  close(): void {
    this.watches.forEach(watch => watch.close());
    this.agent.destroy();
  }

  async send(
    method: string,
    path: string,
    sending: Sending = {},
  ): Promise<Answer> {
    const response = await this.open(method, path, sending);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const isJson =
      response.headers['content-type']?.startsWith('application/json');
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text,
      json: isJson && text ? JSON.parse(text) : undefined,
    };
  }

  get(path: string, query?: Record<string, string>): Promise<Answer> {
    return this.send('GET', path, { query });
  }

  post(path: string, body: unknown, query?: Record<string, string>) {
    return this.send('POST', path, { body, query });
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send('PUT', path, { body });
  }

  delete(path: string, body?: unknown): Promise<Answer> {
    return this.send('DELETE', path, { body });
  }

  patch(
    path: string,
    body: unknown,
    kind: 'merge' | 'json' | 'strategic-merge' = 'merge',
    query?: Record<string, string>,
  ): Promise<Answer> {
    const type = `application/${kind}-patch+json`;
    return this.send('PATCH', path, { body, type, query });
  }

  apply(
    path: string,
    fieldManager: string,
    body: unknown,
    query: Record<string, string> = {},
  ): Promise<Answer> {
    return this.send('PATCH', path, {
      body,
      type: 'application/apply-patch+yaml',
      query: { fieldManager, ...query },
    });
  }

  async watch(
    path: string,
    query: Record<string, string> = {},
    accept?: string,
  ): Promise<WatchStream> {
    const response = await this.open('GET', path, {
      accept,
      query: { watch: 'true', ...query },
    });
    const watch = new WatchStream(response);
    this.watches.add(watch);
    return watch;
  }

  private open(
    method: string,
    path: string,
    { body, type, accept, query, headers }: Sending,
  ): Promise<IncomingMessage> {
    const url = new URL(path, this.server);
    Object.entries(query ?? {}).forEach(([name, value]) =>
      url.searchParams.set(name, value),
    );
    const payload = Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request: ClientRequest = httpsRequest(
        url,
        {
          method,
          agent: this.agent,
          headers: {
            Accept: accept ?? 'application/json',
            'User-Agent': 'contract/1.0',
            ...this.headers,
            ...headers,
            ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
            ...(payload === undefined
              ? {}
              : {
                  'Content-Type': type ?? 'application/json',
                  'Content-Length': Buffer.byteLength(payload),
                }),
          },
        },
        response => {
          request.setTimeout(0);
          resolve(response);
        },
      );
      request.setTimeout(DEADLINE_MS, () =>
        request.destroy(
          new Error(`${method} ${path}: no answer in ${DEADLINE_MS} ms`),
        ),
      );
      request.on('error', reject);
      request.end(payload);
    });
  }
}
