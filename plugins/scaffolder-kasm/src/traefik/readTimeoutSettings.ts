import { goDuration } from '@kasm-portal/backstage-plugin-kasm-node';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Scalar,
  type YAMLMap,
} from 'yaml';

/** Keys below `ports.<entry point>` that lead to the timeout. */
const BELOW_PORT = ['transport', 'respondingTimeouts', 'readTimeout'];

/** One place of a chart's values where an entry point's read timeout is set. */
export interface ReadTimeoutSetting {
  /** 0 is off: requests may take for ever. */
  seconds: number;
  raise(seconds: number): void;
}

/** What of a chart's values cannot be changed safely, in words that follow its place. */
export class UnclearValues extends Error {}

/**
 * Every place where Traefik's values set the read timeout of an entry point: arguments in any spelling
 * that Traefik takes, and the chart's own key.
 *
 * @throws UnclearValues where it cannot be told what is set
 */
export function readTimeoutSettings(
  values: YAMLMap,
  entryPoint: string,
): ReadTimeoutSetting[] {
  return [
    ...fromArguments(values, entryPoint),
    ...fromPort(values, entryPoint),
  ];
}

/** Sets the chart's own key, where nothing sets the timeout: a list would replace the platform's. */
export function addReadTimeout(
  values: YAMLMap,
  document: Document,
  entryPoint: string,
  seconds: number,
): void {
  let map = values;
  const ports = child(values, 'ports', 'ports');
  const port = (isMap(ports) && keyOf(ports, entryPoint)) || entryPoint;
  for (const key of ['ports', port, ...BELOW_PORT.slice(0, -1)]) {
    const there: unknown = map.get(key, true);
    const next: YAMLMap = isMap(there) ? there : document.createNode({});
    if (next !== there) {
      map.set(key, next);
    }
    map = next;
  }
  map.set(BELOW_PORT[BELOW_PORT.length - 1], `${seconds}s`);
}

function fromArguments(
  values: YAMLMap,
  entryPoint: string,
): ReadTimeoutSetting[] {
  const list = child(values, 'additionalArguments', 'additionalArguments');
  if (list === undefined) {
    return [];
  }
  if (!isSeq(list)) {
    throw new UnclearValues('additionalArguments is not a list');
  }
  const flag = new RegExp(
    `^--?entrypoints\\.${entryPoint}\\.transport\\.respondingtimeouts\\.readtimeout(=|$)`,
    'i',
  );
  const texts = list.items.map(item => {
    if (!isScalar(item)) {
      throw new UnclearValues(
        'additionalArguments has an item that is no text',
      );
    }
    return item as Scalar;
  });
  return texts.flatMap((item, index) => {
    const text = String(item.value);
    const match = flag.exec(text);
    if (!match) {
      return [];
    }
    const separate = match[1] === '';
    const holder = separate ? texts[index + 1] : item;
    const before = separate ? '' : text.slice(0, match[0].length);
    const value = holder && String(holder.value).slice(before.length);
    return [
      setting(value, text, seconds => {
        holder.value = `${before}${seconds}s`;
      }),
    ];
  });
}

function fromPort(values: YAMLMap, entryPoint: string): ReadTimeoutSetting[] {
  let at = 'ports';
  let node = child(values, at, at);
  for (const wanted of [entryPoint, ...BELOW_PORT]) {
    if (node === undefined) {
      return [];
    }
    if (!isMap(node)) {
      throw new UnclearValues(`${at} is not a map`);
    }
    const key = wanted === entryPoint ? keyOf(node, wanted) ?? wanted : wanted;
    at = `${at}.${key}`;
    node = child(node, key, at);
  }
  if (node === undefined) {
    return [];
  }
  if (!isScalar(node)) {
    throw new UnclearValues(`${at} is not a duration`);
  }
  const scalar = node;
  return [
    setting(scalar.value, at, seconds => {
      scalar.value = `${seconds}s`;
    }),
  ];
}

function setting(
  value: unknown,
  at: string,
  raise: (seconds: number) => void,
): ReadTimeoutSetting {
  const seconds = goDuration(value);
  if (seconds === undefined) {
    throw new UnclearValues(`${at} has no duration that can be read`);
  }
  return { seconds, raise };
}

/** A child that is there; one that is empty counts as not there. Anchors and merges are not followed. */
function child(map: YAMLMap, key: string, at: string): unknown {
  if (map.has('<<')) {
    throw new UnclearValues(`${at} lies beside a merge key (<<)`);
  }
  const node = map.get(key, true);
  if (isAlias(node)) {
    throw new UnclearValues(`${at} is an alias`);
  }
  return isScalar(node) && node.value === null ? undefined : node;
}

/** Traefik does not tell upper from lower case in names of entry points. */
function keyOf(map: YAMLMap, name: string): string | undefined {
  return map.items
    .map(({ key }) => (isScalar(key) ? String(key.value) : ''))
    .find(key => key.toLowerCase() === name.toLowerCase());
}
