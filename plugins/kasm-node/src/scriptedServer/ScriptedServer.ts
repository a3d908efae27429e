import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { eventually } from './eventually';

/** What the server was asked. */
export interface ScriptedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: string;
  /** True for `watch=true`. */
  watch: boolean;
}

/** How the server may answer; a request that gets none of these hangs. */
export interface ScriptedReply {
  json(status: number, body: unknown, headers?: Record<string, string>): void;
  text(status: number, body: string): void;
  /** Begins an open answer. */
  stream(): ScriptedStream;
  /** Ends the connection without an answer. */
  drop(): void;
}

/** An answer that goes on. */
export interface ScriptedStream {
  event(type: string, object: unknown): void;
  bytes(data: Buffer | string): void;
  end(): void;
  /** Ends the connection in the middle of the answer. */
  drop(): void;
}

export type Script = (request: ScriptedRequest, reply: ScriptedReply) => void;

/**
 * A Kubernetes API server that does what a test says: real sockets on loopback, no behaviour of its own.
 */
export class ScriptedServer {
  readonly requests: ScriptedRequest[] = [];
  /** What it does now; may be exchanged at any time. */
  script: Script = () => {};
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((request, response) =>
    this.answer(request, response),
  );
  private port = 0;
  private everConnected = 0;
  private unanswered = 0;

  private constructor() {
    this.server.on('connection', socket => {
      this.everConnected += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(script: Script): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    server.script = script;
    await server.listen();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when every client has hung up. */
  async abandoned(): Promise<void> {
    await eventually(() => {
      if (this.sockets.size === 0) return;
      throw new Error(`${this.sockets.size} connections are still open`);
    });
  }

  /** Answers that have not ended, and whose connection has not either. */
  get openAnswers(): number {
    return this.unanswered;
  }

  /** How many connections there have been. */
  get connections(): number {
    return this.everConnected;
  }

  /** Requests of one kind, oldest first. */
  asked(kind: 'list' | 'watch'): ScriptedRequest[] {
    return this.requests.filter(
      ({ method, path, watch }) =>
        method === 'GET' && path !== '/version' && watch === (kind === 'watch'),
    );
  }

  /** Stops listening and breaks every connection, as a crash does. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise(resolve => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Listens again on the same port. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async answer(
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    this.unanswered += 1;
    response.on('close', () => {
      this.unanswered -= 1;
    });
    const url = new URL(message.url ?? '/', this.url);
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const query = Object.fromEntries(url.searchParams);
    const request: ScriptedRequest = {
      method: message.method ?? '',
      path: url.pathname,
      query,
      headers: message.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      watch: query.watch === 'true',
    };
    this.requests.push(request);
    this.script(request, replyTo(response));
  }
}

function replyTo(response: ServerResponse): ScriptedReply {
  const drop = () => response.socket?.destroy();
  const text: ScriptedReply['text'] = (status, body) => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  };
  return {
    drop,
    text,
    json(status, body, headers = {}) {
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    },
    stream() {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      return {
        drop,
        event: (type, object) =>
          response.write(`${JSON.stringify({ type, object })}\n`),
        bytes: data => response.write(data),
        end: () => response.end(),
      };
    },
  };
}
