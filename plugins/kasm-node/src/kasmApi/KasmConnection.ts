import { Agent, request, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { IngressConfig } from '../clusters/KasmConfig';
import { resolveHost } from '../publicHost/resolveHost';
import { KasmApiError } from './KasmApiError';
import type { KasmTrust } from './KasmTrust';

const BODY_LIMIT = 5 * 1024 * 1024;

/** Milliseconds that a connection is kept for the next call of the same round. */
const KEPT = 2_000;

/** One request; the path is one of ours, never one of a server's. */
export interface KasmRequest {
  method: 'POST' | 'GET';
  path: string;
  /** JSON. */
  body?: string;
  authorization?: string;
}

/** What came back. */
export interface KasmReply {
  status: number;
  isJson: boolean;
  /** Whether the key is wanted in a header instead. */
  wantsBasic: boolean;
  body: string;
}

/**
 * Verified TLS to one host, at the cluster's configured ingress address or at the one that DNS gives.
 * Redirects are answers like others: nothing is sent anywhere else.
 */
export class KasmConnection {
  private readonly agent = new Agent({
    keepAlive: true,
    maxSockets: 2,
    maxFreeSockets: 1,
    timeout: KEPT,
  });

  constructor(
    private readonly host: string,
    private readonly ingress: IngressConfig,
    private readonly trust: KasmTrust,
  ) {}

  /** @throws KasmApiError `unreachable`, whose message has no address */
  async send(asked: KasmRequest, signal: AbortSignal): Promise<KasmReply> {
    const { host, ingress, agent } = this;
    const address = ingress.address ?? (await publicAddress(host, signal));
    const secureContext = await this.trust.context();
    const options: RequestOptions & { secureContext?: SecureContext } = {
      host: address,
      port: ingress.port,
      ...(isIP(host) === 0 && { servername: host }),
      method: asked.method,
      path: asked.path,
      headers: {
        host: ingress.port === 443 ? host : `${host}:${ingress.port}`,
        accept: 'application/json',
        ...(asked.authorization && { authorization: asked.authorization }),
        ...(asked.body !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(asked.body),
        }),
      },
      agent,
      rejectUnauthorized: true,
      secureContext,
      signal,
    };
    return new Promise((resolve, reject) => {
      const call = request(options, response => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > BODY_LIMIT) {
            call.destroy(
              new KasmApiError('server', 'the answer is longer than 5 MB'),
            );
            return;
          }
          chunks.push(chunk);
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            isJson: /\bjson\b/i.test(response.headers['content-type'] ?? ''),
            wantsBasic: /^\s*basic\b/i.test(
              response.headers['www-authenticate'] ?? '',
            ),
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        response.on('error', reject);
      });
      call.on('error', reject);
      call.end(asked.body);
    });
  }

  /** Leaves no socket. */
  close(): void {
    this.agent.destroy();
  }
}

/** Looked up once, so that what is checked is what is connected to. */
async function publicAddress(
  host: string,
  signal: AbortSignal,
): Promise<string> {
  const { addresses, problem } = await resolveHost(host, signal);
  if (problem) {
    throw new KasmApiError('unreachable', problem);
  }
  return addresses[0];
}
