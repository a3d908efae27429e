import type { IngressFacts } from '../observation/Observation';
import type { WatchedTraefik } from './traefikKinds';

type TraefikFacts = NonNullable<IngressFacts['traefik']>;
type Timeout = Pick<TraefikFacts, 'readTimeout' | 'readTimeoutFrom'>;

/** Of Traefik since 2.11.2 and 3.0, seconds. */
const DEFAULT_READ_TIMEOUT = 60;

/**
 * What Traefik's arguments mean for one entry point. Flags are case-insensitive and the last one
 * wins; arguments beat the environment.
 *
 * @internal
 */
export function traefikFacts(
  workload: WatchedTraefik,
  entryPoint: string,
): TraefikFacts {
  const { kind, name, desired, ready } = workload;
  const flags = new Map(
    workload.arguments.map(argument => {
      const [flag, ...value] = argument.replace(/^--/, '').split('=');
      return [flag.toLowerCase(), value.join('=')];
    }),
  );
  const key = `entrypoints.${entryPoint}.transport.respondingtimeouts.readtimeout`;
  const environmentKey = `TRAEFIK_${key.replace(/\./g, '_').toUpperCase()}`;
  const candidates: Timeout[] = [
    timeout(flags.get(key.toLowerCase()), 'argument'),
    timeout(workload.environment[environmentKey], 'environment'),
  ].flatMap(found => found ?? []);
  const entryPoints = new Set(
    workload.arguments.flatMap(
      argument => /^--entrypoints\.([^.=]+)\./i.exec(argument)?.[1] ?? [],
    ),
  );
  return {
    kind,
    name,
    desired,
    ready,
    ingressClass: flags.get('providers.kubernetescrd.ingressclass'),
    entryPoints: [...entryPoints],
    ...(candidates[0] ?? {
      readTimeout: DEFAULT_READ_TIMEOUT,
      readTimeoutFrom: 'default',
    }),
  };
}

function timeout(
  value: string | undefined,
  readTimeoutFrom: Timeout['readTimeoutFrom'],
): Timeout | undefined {
  const readTimeout = seconds(value);
  return readTimeout === undefined
    ? undefined
    : { readTimeout, readTimeoutFrom };
}

const UNITS: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** A Go duration (`1h30m`, `1800s`) or bare seconds; undefined for anything else. */
function seconds(value: string | undefined): number | undefined {
  if (value === undefined || value === '') {
    return undefined;
  }
  if (/^\d+(\.\d+)?$/.test(value)) {
    return Number(value);
  }
  const parts = Array.from(value.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g));
  return parts.map(([part]) => part).join('') === value
    ? parts.reduce(
        (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit],
        0,
      )
    : undefined;
}
