import { goDuration } from './goDuration';

/**
 * Timeouts of an entry point: for reading a request, for writing its answer, and for a connection
 * that nobody uses.
 *
 * @public
 */
export type TraefikTimeoutName = 'read' | 'write' | 'idle';

/**
 * One timeout of an entry point.
 *
 * @public
 */
export interface TraefikTimeout {
  /** 0 is without limit, undefined is not readable. */
  seconds: number | undefined;
  from: 'argument' | 'environment' | 'default';
}

/** @public */
export type TraefikTimeouts = Record<TraefikTimeoutName, TraefikTimeout>;

/**
 * What Traefik was told at its start, as far as it concerns Kasm; nothing else is kept of it.
 *
 * @public
 */
export interface TraefikSettings {
  /** From the image: `3.7.11`; undefined when its tag does not tell. */
  version?: string;
  /** In lower case; empty when none is named, or when a file may name more. */
  entryPoints: string[];
  /** Of IngressRoutes; undefined when it takes all. */
  ingressClass?: string;
  /** In which it looks for IngressRoutes; undefined is everywhere. */
  namespaces?: string[];
  /** Whether references to other namespaces are followed. */
  allowCrossNamespace: boolean;
  /** By entry point. */
  timeouts: Record<string, TraefikTimeouts>;
  /** Of entry points that it was told nothing about. */
  defaults: TraefikTimeouts;
}

/**
 * The part of a container that is read.
 *
 * @public
 */
export interface TraefikContainer {
  image?: string;
  args?: string[];
  command?: string[];
  env?: Array<{ name: string; value?: string }>;
}

type Told = Map<string, string>;

const KEYS: Record<TraefikTimeoutName, string> = {
  read: 'readtimeout',
  write: 'writetimeout',
  idle: 'idletimeout',
};

/**
 * Reads Traefik's containers. Names are case-insensitive and the last of two arguments wins; the
 * environment only counts where there are no arguments, and neither does where there is a file.
 *
 * @public
 */
export function traefikSettings(
  containers: TraefikContainer[],
): TraefikSettings {
  const told = argumentsOf(containers);
  const environment = told.size > 0 ? new Map() : environmentOf(containers);
  const version = versionOf(containers);
  const file = told.has('configfile') || environment.has('configfile');
  const value = (key: string) => told.get(key) ?? environment.get(key);

  const timeouts = (entryPoint?: string): TraefikTimeouts => {
    const one = (name: TraefikTimeoutName): TraefikTimeout => {
      const key = `entrypoints.${entryPoint}.transport.respondingtimeouts.${KEYS[name]}`;
      const given = value(key);
      return given === undefined
        ? {
            seconds: file ? undefined : defaultOf(name, version),
            from: 'default',
          }
        : {
            seconds: goDuration(given),
            from: told.has(key) ? 'argument' : 'environment',
          };
    };
    return { read: one('read'), write: one('write'), idle: one('idle') };
  };
  const named = [
    ...new Set(
      [...told.keys(), ...environment.keys()].flatMap(
        key => /^entrypoints\.([^.]+)\./.exec(key)?.[1] ?? [],
      ),
    ),
  ];
  const namespaces = value('providers.kubernetescrd.namespaces');
  return {
    version,
    entryPoints: file ? [] : named,
    ingressClass: value('providers.kubernetescrd.ingressclass'),
    namespaces: namespaces ? namespaces.split(/\s*,\s*/) : undefined,
    allowCrossNamespace:
      value('providers.kubernetescrd.allowcrossnamespace') === 'true',
    timeouts: Object.fromEntries(named.map(name => [name, timeouts(name)])),
    defaults: timeouts(),
  };
}

/**
 * The timeouts of one entry point.
 *
 * @public
 */
export function traefikTimeouts(
  settings: TraefikSettings,
  entryPoint: string,
): TraefikTimeouts {
  const name = entryPoint.toLowerCase();
  return Object.hasOwn(settings.timeouts, name)
    ? settings.timeouts[name]
    : settings.defaults;
}

function argumentsOf(containers: TraefikContainer[]): Told {
  const told: Told = new Map();
  for (const { command = [], args = [] } of containers) {
    for (const argument of [...command, ...args]) {
      const [, flag, value = 'true'] =
        /^--?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
      if (flag) {
        told.set(flag.toLowerCase(), value);
      }
    }
  }
  return told;
}

function environmentOf(containers: TraefikContainer[]): Told {
  return new Map(
    containers
      .flatMap(({ env = [] }) => env)
      .flatMap(({ name, value }): Array<[string, string]> => {
        const [, key] = /^traefik_(.+)$/.exec(name.toLowerCase()) ?? [];
        return key && value !== undefined
          ? [[key.replace(/_/g, '.'), value]]
          : [];
      }),
  );
}

/** Of the first container whose image looks like Traefik's; a digest alone tells nothing. */
function versionOf(containers: TraefikContainer[]): string | undefined {
  const images = containers.flatMap(({ image }) => image ?? []);
  const image = images.find(name => /traefik/i.test(name)) ?? images[0] ?? '';
  return /:v?(\d+\.\d+(?:\.\d+)?)[^/]*$/.exec(image.split('@')[0])?.[1];
}

/** Since 2.11.2 and 3.0 slow senders are cut off; nothing else changed. */
function defaultOf(
  name: TraefikTimeoutName,
  version: string | undefined,
): number {
  if (name !== 'read') {
    return name === 'write' ? 0 : 180;
  }
  const [major = 3, minor = 0, patch = 0] = (version ?? '')
    .split('.')
    .filter(part => part !== '')
    .map(Number);
  const patient =
    major < 2 || (major === 2 && (minor < 11 || (minor === 11 && patch < 2)));
  return patient ? 0 : 60;
}
