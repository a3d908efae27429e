import {
  goDuration,
  type KubeObject,
  resources,
  traefikSettings,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Watched } from './Watched';

/** Values are somebody's text; longer ones are not looked at. */
const LONGEST = 200_000;

const NAMES = ['read', 'write', 'idle'] as const;

/** Timeouts in seconds, as somebody wants them. */
export type ConfiguredTimeouts = Partial<
  Record<(typeof NAMES)[number], number>
>;

/** What Traefik's HelmChartConfig wants; nothing else is kept of its values. */
export interface WatchedTraefikConfig {
  name: string;
  /** RFC 3339; when it was last written, as far as is known. */
  writtenAt?: string;
  /** By entry point in lower case; undefined when the values cannot be read. */
  timeouts?: Record<string, ConfiguredTimeouts>;
}

/** @internal */
export const traefikConfigs: Watched<WatchedTraefikConfig> = {
  resource: resources.helmChartConfigs,
  project(object) {
    const { metadata, spec } = object as KubeObject & {
      spec?: { valuesContent?: string };
    };
    const times = [
      metadata.creationTimestamp,
      ...(
        (metadata.managedFields ?? []) as Array<{
          time?: string;
          subresource?: string;
        }>
      )
        .filter(({ subresource }) => !subresource)
        .map(({ time }) => time),
    ].flatMap(time => time ?? []);
    return {
      name: metadata.name,
      writtenAt: times.sort().pop(),
      timeouts: timeoutsOf(spec?.valuesContent ?? ''),
    };
  },
};

/** Arguments come last in the chart's rendering, and so win over its own keys. */
function timeoutsOf(
  values: string,
): Record<string, ConfiguredTimeouts> | undefined {
  if (values.length > LONGEST) {
    return undefined;
  }
  const document = parseDocument(values, { merge: false, logLevel: 'silent' });
  if (document.errors.length > 0) {
    return undefined;
  }
  const { contents } = document;
  if (!isMap(contents)) {
    return {};
  }
  const found = new Map<string, ConfiguredTimeouts>();
  const add = (entryPoint: string, timeouts: ConfiguredTimeouts) =>
    found.set(entryPoint, { ...found.get(entryPoint), ...timeouts });

  const ports = contents.get('ports');
  for (const { key, value } of isMap(ports) ? ports.items : []) {
    const timeouts = isMap(value)
      ? value.getIn(['transport', 'respondingTimeouts'])
      : undefined;
    if (isScalar(key) && isMap(timeouts)) {
      add(
        String(key.value).toLowerCase(),
        known(name => goDuration(timeouts.get(`${name}Timeout`) ?? '')),
      );
    }
  }
  const list = contents.get('additionalArguments');
  const settings = traefikSettings([
    {
      args: (isSeq(list) ? list.items : []).flatMap(item =>
        isScalar(item) ? String(item.value) : [],
      ),
    },
  ]);
  for (const [entryPoint, timeouts] of Object.entries(settings.timeouts)) {
    add(
      entryPoint,
      known(name =>
        timeouts[name].from === 'argument' ? timeouts[name].seconds : undefined,
      ),
    );
  }
  return Object.fromEntries(found);
}

function known(
  read: (name: (typeof NAMES)[number]) => number | undefined,
): ConfiguredTimeouts {
  return Object.fromEntries(
    NAMES.flatMap(name => {
      const seconds = read(name);
      return seconds === undefined ? [] : [[name, seconds]];
    }),
  );
}
