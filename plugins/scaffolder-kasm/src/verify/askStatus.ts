import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  KasmClient,
  KasmClientError,
} from '@kasm-portal/backstage-plugin-kasm-common';

/** What came of asking once. */
export type Asked =
  | { status: StatusDocument }
  /** No document yet, and why; worth another try. */
  | { later: string };

/**
 * Asks the portal's backend for a status document, as the user who started the task: so it shows what
 * that user may see. A document that did not change is not sent again.
 *
 * @returns a function that throws KasmClientError when trying again is no use
 */
export function statusAsker(
  services: { auth: AuthService; discovery: DiscoveryService },
  credentials: BackstageCredentials,
  ref: string,
): (signal: AbortSignal) => Promise<Asked> {
  const client = new KasmClient({
    discoveryApi: services.discovery,
    fetchApi: { fetch: globalThis.fetch },
  });
  let last: { status: StatusDocument; etag?: string } | undefined;
  return async signal => {
    // for every call anew: tokens are short-lived, and waiting may take long
    const { token } = await services.auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'kasm',
    });
    try {
      const answer = await client.getDeployment(ref, {
        token,
        signal,
        etag: last?.etag,
      });
      if (answer.status) {
        last = { status: answer.status, etag: answer.etag };
      }
      return last ? { status: last.status } : { later: 'no answer yet' };
    } catch (error) {
      if (
        error instanceof KasmClientError &&
        (error.kind === 'notFound' || error.kind === 'unavailable')
      ) {
        return {
          later:
            error.kind === 'notFound'
              ? `${ref} is not known to the portal, or not visible to you (kasm.deployment.read)`
              : error.message,
        };
      }
      throw error;
    }
  };
}
