import { goDuration } from '../machinery/goDuration';

/** One port that Traefik listens on. */
export interface EntryPoint {
  name: string;
  /** Whether its routes are for TLS without saying so. */
  tls: boolean;
  /** Where it sends everybody instead of answering. */
  redirect?: { to: string; scheme: string; permanent: boolean };
  /** Milliseconds within which a request has to be there; 0 for ever. */
  readTimeout: number;
}

interface Provider {
  ingressClass?: string;
  allowCrossNamespace: boolean;
  allowEmptyServices: boolean;
}

/** What Traefik was told when it started. */
export interface StaticConfiguration {
  entryPoints: Map<string, EntryPoint>;
  /** IngressRoutes and their like; undefined when it does not look at them. */
  crd?: Provider;
  /** Plain Ingresses. */
  ingress?: Provider;
  gateway: boolean;
  /** Whether backends need no certificate where no ServersTransport is named. */
  insecureSkipVerify: boolean;
}

/** Since 2.11.2 and 3.0, against slow senders. */
const READ_TIMEOUT = 60_000;

/** The container of a Traefik pod, as far as it counts. */
export interface TraefikContainer {
  image?: string;
  args?: string[];
  env?: Array<{ name: string; value?: string }>;
}

/** Settings by their names in lower case: arguments over the environment, the last one counts. */
function settingsOf({ args = [], env = [] }: TraefikContainer) {
  const settings = new Map<string, string>();
  for (const { name, value = '' } of env) {
    if (/^TRAEFIK_/i.test(name)) {
      settings.set(name.slice(8).toLowerCase().replace(/_/g, '.'), value);
    }
  }
  for (const argument of args) {
    const [, name, value = 'true'] =
      /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name) {
      settings.set(name.toLowerCase(), value);
    }
  }
  return settings;
}

function hasReadTimeout(image = ''): boolean {
  const [, major, minor, patch] =
    /:v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(image)?.map(Number) ?? [];
  return (
    !(major < 3) || (major === 2 && (minor > 11 || (minor === 11 && patch > 1)))
  );
}

/** A Go duration, or a bare number of seconds. */
function milliseconds(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : goDuration(text);
}

/** Reads a Traefik container's arguments and environment. Throws what makes it end at its start. */
export function staticConfiguration(
  container: TraefikContainer,
): StaticConfiguration {
  const settings = settingsOf(container);
  const flag = (name: string) => settings.get(name) === 'true';
  const provider = (name: string): Provider | undefined => {
    const prefix = `providers.${name}`;
    const there = [...settings.keys()].some(
      key => key === prefix || key.startsWith(`${prefix}.`),
    );
    if (!there || settings.get(prefix) === 'false') {
      return undefined;
    }
    return {
      ingressClass: settings.get(`${prefix}.ingressclass`) || undefined,
      allowCrossNamespace: flag(`${prefix}.allowcrossnamespace`),
      allowEmptyServices: flag(`${prefix}.allowemptyservices`),
    };
  };
  const entryPoints = new Map<string, EntryPoint>();
  const byDefault = hasReadTimeout(container.image) ? READ_TIMEOUT : 0;
  for (const key of settings.keys()) {
    const name = /^entrypoints\.([^.]+)\./.exec(key)?.[1];
    if (name && !entryPoints.has(name)) {
      const own = (suffix: string) =>
        settings.get(`entrypoints.${name}.${suffix}`);
      const to = own('http.redirections.entrypoint.to');
      const timeout = own('transport.respondingtimeouts.readtimeout');
      entryPoints.set(name, {
        name,
        tls: own('http.tls') === 'true',
        ...(to
          ? {
              redirect: {
                to,
                scheme: own('http.redirections.entrypoint.scheme') ?? 'https',
                permanent:
                  own('http.redirections.entrypoint.permanent') !== 'false',
              },
            }
          : {}),
        readTimeout: timeout === undefined ? byDefault : milliseconds(timeout),
      });
    }
  }
  return {
    entryPoints,
    crd: provider('kubernetescrd'),
    ingress: provider('kubernetesingress'),
    gateway: Boolean(provider('kubernetesgateway')),
    insecureSkipVerify: flag('serverstransport.insecureskipverify'),
  };
}
