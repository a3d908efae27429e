import { isIP } from 'node:net';
import { openTls, TlsFailure, type Opened } from './openTls';

/** Addresses of one host that are connected to at most. */
const MOST_TRIED = 3;

type Connection = Omit<Parameters<typeof openTls>[0], 'signal'>;

/**
 * Connects as a browser does: to the next address when nobody listens at one. The connection keeps
 * the address that was tried last. Throws {@link TlsFailure}.
 *
 * @internal
 */
export async function openFirst(
  connection: Connection,
  addresses: string[],
  within: () => AbortSignal,
): Promise<Opened> {
  let failure: unknown;
  for (const address of addresses.slice(0, MOST_TRIED)) {
    connection.address = address;
    try {
      return await openTls({ ...connection, signal: within() });
    } catch (error) {
      failure = error;
      if ((error as TlsFailure).at !== 'connect') {
        break;
      }
    }
  }
  throw failure;
}

/** IPv4 first: many a pod has no IPv6. */
export function byFamily(a: string, b: string): number {
  return isIP(a) - isIP(b) || (a < b ? -1 : 1);
}
