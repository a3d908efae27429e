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

/** `https://host`, with the port when it is not 443. For showing; commands check the host again. */
export function urlOf(host: string, port: number): string {
  return `https://${host}${port === 443 ? '' : `:${port}`}/`;
}
