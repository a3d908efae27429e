import { createSecureContext, type SecureContext } from 'node:tls';
import { hostName, type PublicRouter } from './PublicRouter';

/** Chooses what to show to a client by the host that it names; throws when the connection shall end. */
export type ChooseContext = (servername: string) => SecureContext;

/** The certificates that Traefik shows, each made ready once. */
export function chooseContext(
  router: Pick<PublicRouter, 'certificate'>,
  fallback: SecureContext,
): ChooseContext {
  const contexts = new Map<string, { cert: string; context: SecureContext }>();
  return servername => {
    const host = hostName(servername);
    const shown = router.certificate(host);
    if (shown === 'none') {
      throw new Error(`TLS for ${host} cannot be configured.`);
    }
    if (shown === 'default') {
      contexts.delete(host);
      return fallback;
    }
    const known = contexts.get(host);
    if (known?.cert === shown.cert) {
      return known.context;
    }
    try {
      const context = createSecureContext(shown);
      contexts.set(host, { cert: shown.cert, context });
      return context;
    } catch {
      // As Traefik does with a Secret that holds no usable pair.
      return fallback;
    }
  };
}
