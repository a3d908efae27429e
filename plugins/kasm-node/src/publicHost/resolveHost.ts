import { lookup } from 'dns/promises';
import { addressProblem } from './addressProblem';

/**
 * Asks the machine's resolver, as a browser beside it would.
 *
 * @public
 */
export type Resolve = (host: string) => Promise<string[]>;

/**
 * The machine's resolver.
 *
 * @public
 */
export const systemResolve: Resolve = async host =>
  // Names below localhost are every machine's own (RFC 6761), though few resolvers say so.
  /(^|\.)localhost$/.test(host)
    ? ['127.0.0.1']
    : // Only one address is tried, and many a pod has no IPv6.
      (await lookup(host, { all: true, order: 'ipv4first' })).map(
        ({ address }) => address,
      );

/**
 * The one address to connect to: asked for once and then used as it is, so that a second answer
 * cannot lead elsewhere. One refused address among several refuses the host.
 *
 * @public
 */
export async function resolveHost(
  host: string,
  signal: AbortSignal,
  resolve: Resolve = systemResolve,
): Promise<{ addresses: string[]; problem?: string }> {
  let addresses: string[];
  try {
    addresses = await Promise.race([resolve(host), aborted(signal)]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      addresses: [],
      problem: signal.aborted
        ? `The portal's resolver did not answer for ${host} in time`
        : `The portal's resolver does not know ${host} (${code ?? 'failed'})`,
    };
  }
  if (addresses.length === 0) {
    return {
      addresses,
      problem: `The portal's resolver has no address for ${host}`,
    };
  }
  // Resolvers answer in turns; which of several is named must not turn with them.
  for (const address of [...addresses].sort()) {
    const problem = addressProblem(address);
    if (problem) {
      return {
        addresses,
        problem: `${host} resolves to ${problem} (${address}), which the portal does not connect to; set kasm.clusters[].ingress.address if that is right`,
      };
    }
  }
  return { addresses };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
    }
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
}
