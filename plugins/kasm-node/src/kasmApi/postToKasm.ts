import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { IngressConfig } from '../clusters/KasmConfig';
import { resolveHost } from '../publicHost/resolveHost';
import { KasmApiError } from './KasmApiError';

const BODY_LIMIT = 5 * 1024 * 1024;

/** What came back. */
export interface KasmReply {
  status: number;
  isJson: boolean;
  body: string;
}

/**
 * POST over verified TLS to one host, at the cluster's configured ingress address or at the one that
 * DNS gives. Redirects are answers like others: nothing is sent anywhere else.
 *
 * @throws KasmApiError `unreachable`, whose message has no address
 */
export async function postToKasm(
  host: string,
  ingress: IngressConfig,
  path: string,
  body: string,
  signal: AbortSignal,
): Promise<KasmReply> {
  const address = ingress.address ?? (await publicAddress(host, signal));
  const own =
    ingress.ca ??
    (ingress.caFile ? await readFile(ingress.caFile, 'utf8') : undefined);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: address,
        port: ingress.port,
        ...(isIP(host) === 0 && { servername: host }),
        method: 'POST',
        path,
        headers: {
          host: ingress.port === 443 ? host : `${host}:${ingress.port}`,
          accept: 'application/json',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
        agent: false,
        rejectUnauthorized: true,
        ca: own ? [...rootCertificates, own] : undefined,
        signal,
      },
      response => {
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
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        response.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });
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
