import type { SecureContext } from 'tls';
import type { EndpointFacts } from '../observation/Observation';
import { askOverHttp1, askOverHttp2, type Page } from './askPages';
import { openTls, TlsFailure } from './openTls';
import {
  resolveHost,
  type Resolve,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { servedCertificate } from './servedCertificate';

const ROOT = '/';
const HEALTH = '/api/__healthcheck';

/** What one probe found; how often in a row is counted by whoever probes. */
export type ProbeResult = Omit<
  EndpointFacts,
  'at' | 'failures' | 'failingSince'
>;

/** Where to look. */
export interface Target {
  /** Exact public host, allowed by the cluster's domains. */
  host: string;
  port: number;
  /** Configured; connected to without asking DNS and whatever its range. */
  address?: string;
}

/**
 * Looks at a deployment's public host as a browser would: resolve, connect, TLS, `GET /` and
 * `GET /api/__healthcheck`. Never throws, except that it was aborted from outside.
 *
 * @internal
 */
export async function probeEndpoint(options: {
  target: Target;
  context: SecureContext;
  signal: AbortSignal;
  /** Milliseconds for each of the steps. */
  deadline?: number;
  resolve?: Resolve;
}): Promise<ProbeResult> {
  const { target, context, signal, deadline = 3000, resolve } = options;
  const { host, port } = target;
  const within = () => AbortSignal.any([signal, AbortSignal.timeout(deadline)]);

  const { addresses, problem } = target.address
    ? { addresses: [target.address], problem: undefined }
    : await resolveHost(host, within(), resolve);
  if (problem) {
    return { addresses, failedAt: 'dns', reason: problem };
  }
  const connection = { address: addresses[0], port, host, context };

  let socket;
  try {
    socket = await openTls({ ...connection, signal: within() });
  } catch (error) {
    const { at, message, code } = error as TlsFailure;
    const served =
      at === 'tls' && isDistrust(code)
        ? await readUntrusted(connection, within(), message)
        : undefined;
    return { addresses, failedAt: at, reason: message, served };
  }

  const served = servedCertificate(socket);
  const authority = port === 443 ? host : `${host}:${port}`;
  const requestSignal = within();
  const overHttp2 = socket.alpnProtocol === 'h2';
  const [root, health] = overHttp2
    ? await askOverHttp2(socket, authority, [ROOT, HEALTH], requestSignal)
    : [
        await askOverHttp1(socket, authority, ROOT, requestSignal),
        await openTls({ ...connection, signal: requestSignal }).then(
          second => askOverHttp1(second, authority, HEALTH, requestSignal),
          () => undefined,
        ),
      ];
  return {
    addresses,
    served,
    httpVersion: overHttp2 ? '2' : '1.1',
    ...pageFacts(root, health, deadline, requestSignal),
  };
}

function pageFacts(
  root: Page | undefined,
  health: Page | undefined,
  deadline: number,
  signal: AbortSignal,
): Pick<
  ProbeResult,
  'rootStatus' | 'apiStatus' | 'apiHealthy' | 'failedAt' | 'reason'
> {
  const silent = [...(root ? [] : [ROOT]), ...(health ? [] : [HEALTH])].join(
    ' and ',
  );
  return {
    ...(root && { rootStatus: root.status }),
    ...(health && {
      apiStatus: health.status,
      apiHealthy: health.status === 200 && saysOk(health.body),
    }),
    ...(silent !== '' && {
      failedAt: 'http' as const,
      reason: signal.aborted
        ? `No answer for ${silent} within ${deadline / 1000} s`
        : `The connection ended before an answer for ${silent}`,
    }),
  };
}

/** Strictly: a login page with status 200 is not a healthy API. */
function saysOk(body: string): boolean {
  try {
    return JSON.parse(body)?.ok === true;
  } catch {
    return false;
  }
}

function isDistrust(code: string | undefined): boolean {
  return (
    code !== undefined &&
    /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|INVALID_(CA|PURPOSE)/.test(code)
  );
}

/** Connects once more without verifying, looks at the certificate and says nothing. */
async function readUntrusted(
  connection: {
    address: string;
    port: number;
    host: string;
    context: SecureContext;
  },
  signal: AbortSignal,
  problem: string,
): Promise<EndpointFacts['served']> {
  try {
    const socket = await openTls({ ...connection, verify: false, signal });
    const served = servedCertificate(socket, problem);
    socket.destroy();
    return served;
  } catch {
    return undefined;
  }
}
