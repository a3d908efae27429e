import type { SecureContext } from 'tls';
import type {
  EndpointFacts,
  EndpointTimings,
} from '../observation/Observation';
import { askOverHttp1, askOverHttp2, type Page } from './askPages';
import { askUpgrade } from './askUpgrade';
import { byFamily, openFirst } from './openFirst';
import { openTls, TlsFailure, type Opened } from './openTls';
import {
  resolveHost,
  type Resolve,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { servedCertificate } from './servedCertificate';

const ROOT = '/';
const HEALTH = '/api/__healthcheck';
/** Answered by Kasm's proxy itself, whatever is behind it. */
const VALID = '/checkvalid';

/** What one probe found; how often in a row is counted by whoever probes. */
export type ProbeResult = Omit<
  EndpointFacts,
  'at' | 'failures' | 'failingSince' | 'resolved'
>;

/** Where to look. */
export interface Target {
  /** Exact public host, allowed by the cluster's domains. */
  host: string;
  port: number;
  /** Configured; connected to without asking DNS and whatever its range. */
  address?: string;
}

interface Connection {
  address: string;
  port: number;
  host: string;
  context: SecureContext;
}

/**
 * Looks at a deployment's public host as a browser would: resolve, connect, TLS, `GET /`,
 * `GET /api/__healthcheck`, `GET /checkvalid` and, when asked to, the upgrade to a WebSocket. Never
 * throws, except that it was aborted from outside.
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
  /** Whether to ask for a WebSocket too, which takes a connection of its own. */
  websocket?: boolean;
}): Promise<ProbeResult> {
  const { target, context, signal, deadline = 3000, resolve } = options;
  const { host, port } = target;
  const within = () => AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
  const timings: EndpointTimings = {};

  const began = performance.now();
  const { addresses: answered, problem } = target.address
    ? { addresses: [target.address], problem: undefined }
    : await resolveHost(host, within(), resolve);
  // Resolvers hand them out in turns; what is told must not turn with them.
  const addresses = [...answered].sort(byFamily);
  if (!target.address) {
    timings.dns = since(began);
  }
  if (problem) {
    return { addresses, failedAt: 'dns', reason: problem, timings };
  }
  const connection: Connection = { address: addresses[0], port, host, context };

  let opened: Opened;
  try {
    opened = await openFirst(connection, addresses, within);
  } catch (error) {
    const { at, message, code } = error as TlsFailure;
    const served =
      at === 'tls' && isDistrust(code)
        ? await readUntrusted(connection, within(), message)
        : undefined;
    return { addresses, failedAt: at, reason: message, served, timings };
  }
  const { socket } = opened;
  Object.assign(timings, { connect: opened.connect, tls: opened.tls });

  const served = servedCertificate(socket);
  const authority = port === 443 ? host : `${host}:${port}`;
  const requestSignal = within();
  const overHttp2 = socket.alpnProtocol === 'h2';
  const [root, health, valid] = overHttp2
    ? await askOverHttp2(
        socket,
        authority,
        [ROOT, HEALTH, VALID],
        requestSignal,
      )
    : await askOneByOne(opened, connection, authority, requestSignal);
  Object.assign(timings, {
    ...(root && { root: root.took }),
    ...(health && { api: health.took }),
  });
  return {
    addresses,
    served,
    httpVersion: overHttp2 ? '2' : '1.1',
    ...pageFacts(root, health, deadline, requestSignal),
    ...(valid && {
      proxyValid: valid.status === 200 && valid.body.trim() === 'ok',
    }),
    ...(options.websocket &&
      root && {
        websocket: await upgrade(connection, authority, within(), timings),
      }),
    timings,
  };
}

/** Over HTTP/1.1 each page takes a connection. */
async function askOneByOne(
  { socket }: Opened,
  connection: Connection,
  authority: string,
  signal: AbortSignal,
): Promise<Array<Page | undefined>> {
  const next = (path: string) =>
    openTls({ ...connection, signal }).then(
      another => askOverHttp1(another.socket, authority, path, signal),
      () => undefined,
    );
  const root = await askOverHttp1(socket, authority, ROOT, signal);
  const health = await next(HEALTH);
  return [root, health, await next(VALID)];
}

async function upgrade(
  connection: Connection,
  authority: string,
  signal: AbortSignal,
  timings: EndpointTimings,
): Promise<EndpointFacts['websocket']> {
  const began = performance.now();
  try {
    const { socket } = await openTls({
      ...connection,
      onlyHttp1: true,
      signal,
    });
    const answer = await askUpgrade(socket, authority, signal);
    timings.websocket = since(began);
    return answer;
  } catch {
    // The host was reached a moment ago: a connection more that fails says nothing about WebSockets.
    return undefined;
  }
}

function pageFacts(
  root: Page | undefined,
  health: Page | undefined,
  deadline: number,
  signal: AbortSignal,
): Pick<
  ProbeResult,
  | 'rootStatus'
  | 'apiStatus'
  | 'apiHealthy'
  | 'apiIsPage'
  | 'failedAt'
  | 'reason'
> {
  const silent = [...(root ? [] : [ROOT]), ...(health ? [] : [HEALTH])].join(
    ' and ',
  );
  return {
    ...(root && { rootStatus: root.status }),
    ...(health && {
      apiStatus: health.status,
      apiHealthy: health.status === 200 && saysOk(health.body),
      ...(isPage(health) && { apiIsPage: true }),
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

function isPage({ type, body }: Page): boolean {
  return /^text\/html/i.test(type) || /^\s*</.test(body);
}

function isDistrust(code: string | undefined): boolean {
  return (
    code !== undefined &&
    /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|INVALID_(CA|PURPOSE)/.test(code)
  );
}

/** Connects once more without verifying, looks at the certificate and says nothing. */
async function readUntrusted(
  connection: Connection,
  signal: AbortSignal,
  problem: string,
): Promise<EndpointFacts['served']> {
  try {
    const { socket } = await openTls({ ...connection, verify: false, signal });
    const served = servedCertificate(socket, problem);
    socket.destroy();
    return served;
  } catch {
    return undefined;
  }
}

function since(began: number): number {
  return Math.round(performance.now() - began);
}
