import { connect, type SecureContext, type TLSSocket } from 'tls';

/** How far a connection came. */
export class TlsFailure extends Error {
  constructor(
    readonly at: 'connect' | 'tls',
    message: string,
    /** Node's code, for example `CERT_HAS_EXPIRED`. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** A connection, and the whole milliseconds of its making. */
export interface Opened {
  socket: TLSSocket;
  connect: number;
  tls: number;
}

/**
 * Connects to an address as the host, with HTTP/2 preferred. Throws {@link TlsFailure}.
 *
 * @internal
 */
export function openTls(options: {
  address: string;
  port: number;
  host: string;
  context: SecureContext;
  /** Only to read a certificate that is not trusted; nothing is ever sent then. */
  verify?: boolean;
  /** For what HTTP/2 is not good for. */
  onlyHttp1?: boolean;
  signal: AbortSignal;
}): Promise<Opened> {
  const { address, port, host, context, verify = true, signal } = options;
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let reached: number | undefined;
    const socket = connect({
      host: address,
      port,
      servername: host,
      secureContext: context,
      ALPNProtocols: options.onlyHttp1 ? ['http/1.1'] : ['h2', 'http/1.1'],
      rejectUnauthorized: verify,
    });
    const fail = (error: TlsFailure) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      reject(error);
    };
    function onAbort() {
      fail(
        reached
          ? new TlsFailure(
              'tls',
              `The TLS handshake with ${host} took too long`,
            )
          : new TlsFailure(
              'connect',
              `${host} does not answer on port ${port}`,
            ),
      );
    }
    socket.on('error', (error: NodeJS.ErrnoException) =>
      fail(
        reached
          ? new TlsFailure('tls', sentence(error, host), error.code)
          : new TlsFailure(
              'connect',
              `${host} refuses the connection on port ${port} (${error.code})`,
              error.code,
            ),
      ),
    );
    socket.on('connect', () => {
      reached = performance.now();
    });
    socket.on('secureConnect', () => {
      signal.removeEventListener('abort', onAbort);
      const connected = reached ?? began;
      resolve({
        socket,
        connect: Math.round(connected - began),
        tls: Math.round(performance.now() - connected),
      });
    });
    socket.on('close', () =>
      fail(new TlsFailure('tls', `${host} closed the connection`)),
    );
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
    }
  });
}

/** OpenSSL's words where they help a person, without stack or buffer. */
function sentence(error: NodeJS.ErrnoException, host: string): string {
  switch (error.code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate that ${host} serves has expired`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate that ${host} serves is not valid yet`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate that is served does not name ${host}`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The certificate that ${host} serves is of an authority that the portal does not trust`;
    default:
      return `TLS with ${host} failed (${error.code ?? 'unknown'})`;
  }
}
