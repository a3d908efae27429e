import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { rootCertificates } from 'node:tls';
import {
  resolveHost,
  type IngressConfig,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** Milliseconds for one answer. */
const DEADLINE = 5_000;
const BODY_LIMIT = 64 * 1024;

/** Asks a deployment's public host for one fixed path. */
export type EndpointProbe = (
  host: string,
  path: '/' | '/api/__healthcheck',
  ingress: IngressConfig,
  signal: AbortSignal,
) => Promise<{ status: number; body: string }>;

/**
 * GET over verified TLS, without redirects and cookies, at the cluster's configured ingress address
 * or at the one address that DNS gives.
 */
export const probeEndpoint: EndpointProbe = async (
  host,
  path,
  ingress,
  signal,
) => {
  const within = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
  const address = ingress.address ?? (await publicAddress(host, within));
  const own =
    ingress.ca ??
    (ingress.caFile ? await readFile(ingress.caFile, 'utf8') : undefined);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: address,
        port: ingress.port,
        servername: host,
        method: 'GET',
        path,
        headers: {
          host: ingress.port === 443 ? host : `${host}:${ingress.port}`,
        },
        agent: false,
        ca: own ? [...rootCertificates, own] : undefined,
        signal: within,
      },
      response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          body += chunk;
          if (body.length > BODY_LIMIT) {
            call.destroy(new Error('the answer is too long'));
          }
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body }),
        );
        response.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end();
  });
};

/** Looked up once, so that what is checked is what is connected to. */
async function publicAddress(
  host: string,
  signal: AbortSignal,
): Promise<string> {
  const { addresses, problem } = await resolveHost(host, signal);
  if (problem) {
    throw new Error(problem);
  }
  return addresses[0];
}
