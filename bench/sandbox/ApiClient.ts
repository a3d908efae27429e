import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

/** Writes at a time. */
const SOCKETS = 16;

/** A client of a Kubernetes API that costs little itself. */
export class ApiClient {
  private readonly agent: Agent;
  private readonly watches: Agent;

  constructor(
    private readonly server: string,
    private readonly token: string,
    ca: string,
  ) {
    this.agent = new Agent({ ca, keepAlive: true, maxSockets: SOCKETS });
    this.watches = new Agent({ ca });
  }

  /** The text of an answer. Rejects when it is no success. */
  async send(method: string, path: string, patch?: object): Promise<string> {
    const response = await this.open(this.agent, method, path, patch);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    if (response.statusCode! >= 300) {
      throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
    }
    return text;
  }

  async get(path: string): Promise<any> {
    return JSON.parse(await this.send('GET', path));
  }

  merge(path: string, patch: object): Promise<string> {
    return this.send('PATCH', path, patch);
  }

  /** Calls back with each line of a watch until the process ends. */
  async watch(path: string, onLine: (line: string) => void): Promise<void> {
    const response = await this.open(this.watches, 'GET', path);
    let rest = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    });
  }

  private open(
    agent: Agent,
    method: string,
    path: string,
    patch?: object,
  ): Promise<IncomingMessage> {
    const body = patch && JSON.stringify(patch);
    return new Promise((resolve, reject) => {
      const asked = request(
        new URL(path, this.server),
        {
          agent,
          method,
          headers: {
            authorization: `Bearer ${this.token}`,
            accept: 'application/json',
            'user-agent': 'bench/1.0',
            ...(body
              ? {
                  'content-type': 'application/merge-patch+json',
                  'content-length': Buffer.byteLength(body),
                }
              : {}),
          },
        },
        resolve,
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}
