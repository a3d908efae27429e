import type { Context } from './Context';

/** Whether Kasm answered the last probe as it should, and the probe still runs. */
export function endpointWorks(context: Context): boolean {
  const { facts, visible } = context.sights.endpoint;
  return (
    visible &&
    facts !== undefined &&
    facts.failedAt === undefined &&
    facts.rootStatus === 200 &&
    facts.apiHealthy !== false
  );
}

/**
 * Whether the way in is still to be made: until then Traefik answers with what it has for everybody,
 * and that tells nothing about this deployment.
 */
export function notYetRouted({ creating, sights }: Context): boolean {
  const { visible, facts } = sights.ingress;
  return creating && visible && facts?.route === undefined;
}

/** `https://host`, with the port when it is not 443. For showing; commands check the host again. */
export function urlOf(host: string, port: number): string {
  return `https://${host}${port === 443 ? '' : `:${port}`}/`;
}
