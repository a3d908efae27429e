import { traefikTimeouts } from '@kasm-portal/backstage-plugin-kasm-node';
import type { IngressFacts } from '../observation/Observation';
import type { WatchedTraefikConfig } from './traefikConfigs';
import type { WatchedTraefik } from './traefikKinds';

/**
 * What Traefik does for one entry point, beside what somebody wants it to do.
 *
 * @param config - Its HelmChartConfig, where it is seen
 * @param addresses - Of its Service, where it is seen
 * @internal
 */
export function traefikFacts(
  workload: WatchedTraefik,
  entryPoint: string,
  config?: WatchedTraefikConfig,
  addresses?: string[],
): NonNullable<IngressFacts['traefik']> {
  const { kind, name, desired, ready, settings } = workload;
  const { version, entryPoints, ingressClass, namespaces } = settings;
  const wanted = config?.timeouts;
  const key = entryPoint.toLowerCase();
  return {
    kind,
    name,
    version,
    desired,
    ready,
    ingressClass,
    namespaces,
    allowCrossNamespace: settings.allowCrossNamespace,
    entryPoints,
    timeouts: traefikTimeouts(settings, entryPoint),
    configured: wanted && (Object.hasOwn(wanted, key) ? wanted[key] : {}),
    configuredAt: config?.writtenAt,
    addresses,
  };
}
