/** Traefik since 2.11.2 and 3.0, without being told. */
const DEFAULT_SECONDS = 60;
const UNIT_SECONDS: Record<string, number> = {
  '': 1,
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
};

interface Container {
  args?: string[];
  command?: string[];
  env?: Array<{ name: string; value?: string }>;
}

/** What Traefik was told at its start. */
export interface TraefikSettings {
  /** In lower case; empty when none is named. */
  entryPoints: string[];
  /** Of IngressRoutes; undefined when it takes all. */
  ingressClass?: string;
  /** Seconds of an entry point; 0 is without limit, undefined is not readable. */
  readTimeout(entryPoint: string): {
    seconds: number | undefined;
    from: 'argument' | 'environment' | 'default';
  };
}

/**
 * Reads Traefik's containers. Names are case-insensitive, the last of two arguments wins, and
 * arguments beat the environment.
 */
export function traefikSettings(containers: Container[]): TraefikSettings {
  const told = new Map<string, string>();
  const environment = new Map<string, string>();
  for (const { command = [], args = [], env = [] } of containers) {
    for (const argument of [...command, ...args]) {
      const [, flag, value = 'true'] =
        /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
      if (flag) {
        told.set(flag.toLowerCase(), value);
      }
    }
    for (const { name, value } of env) {
      if (value !== undefined) {
        environment.set(
          name
            .toLowerCase()
            .replace(/^traefik_/, '')
            .replace(/_/g, '.'),
          value,
        );
      }
    }
  }
  // a file may say anything, and it is not seen from here
  const file = told.has('configfile');
  return {
    entryPoints: [
      ...new Set(
        [...told.keys()].flatMap(
          flag => /^entrypoints\.([^.]+)\./.exec(flag)?.[1] ?? [],
        ),
      ),
    ],
    ingressClass: told.get('providers.kubernetescrd.ingressclass'),
    readTimeout(entryPoint) {
      const key = `entrypoints.${entryPoint.toLowerCase()}.transport.respondingtimeouts.readtimeout`;
      const argument = told.get(key);
      if (argument !== undefined) {
        return { seconds: secondsOf(argument), from: 'argument' };
      }
      const variable = environment.get(key);
      if (variable !== undefined) {
        return { seconds: secondsOf(variable), from: 'environment' };
      }
      return { seconds: file ? undefined : DEFAULT_SECONDS, from: 'default' };
    },
  };
}

/** `1h30m`, `1800s` or bare seconds; undefined for anything else. */
function secondsOf(value: string): number | undefined {
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|[smh]?)/g)];
  if (parts.map(([part]) => part).join('') !== value || parts.length === 0) {
    return undefined;
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNIT_SECONDS[unit],
    0,
  );
}
