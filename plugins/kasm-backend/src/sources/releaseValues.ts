import { parse } from 'yaml';

/** What of a release's values decides whether Helm may run again. */
export interface ReleaseValues {
  /** `dbManagement.initialize`; the chart's own default is true. */
  initialize: boolean;
  /** Whether the Secret with Kasm's tokens outlives an uninstall. */
  keepsSecret: boolean;
  /** Keys below `components` with `enabled: false`. */
  disabled: string[];
  /** Whether `nginxResolver` says by what Kasm's proxy finds agents that have a name. */
  resolvesNames: boolean;
}

type Node = Record<string, unknown>;

/** A HelmChart's values are small; what is larger is not somebody's values. */
const MOST_CHARACTERS = 256 * 1024;
const MOST_ALIASES = 20;
const POLICY = 'helm.sh/resource-policy';

/**
 * The few values that matter, merged as Helm does: `set` over `values` over `valuesContent`. The text is
 * read as what it is and never kept. Undefined when it cannot be read, or when Secrets that the portal
 * never reads may say otherwise.
 */
export function releaseValues(
  spec: Node | undefined,
): ReleaseValues | undefined {
  const content = contentOf(spec?.valuesContent);
  if (!content || spec?.valuesSecrets !== undefined) {
    return undefined;
  }
  const layers = [content, node(spec?.values)];
  const set = node(spec?.set);
  const read = (path: string[]): unknown =>
    own(set, path.map(escaped).join('.')) ??
    layers
      .map(layer => at(layer, path))
      .reduce((below, above) => above ?? below);
  const annotated = [
    ['annotations', 'secret', POLICY],
    // From 1.19 one flat map for every object.
    ['annotations', POLICY],
    ['kasmSecrets', 'annotations', POLICY],
  ];
  const components = layers.flatMap(layer =>
    Object.keys(node(own(layer, 'components'))),
  );
  return {
    initialize: String(read(['dbManagement', 'initialize'])) !== 'false',
    keepsSecret: annotated.some(path => read(path) === 'keep'),
    resolvesNames: Boolean(read(['nginxResolver'])),
    disabled: [...new Set([...components, ...componentsOf(set)])]
      .filter(key => String(read(['components', key, 'enabled'])) === 'false')
      .sort(),
  };
}

function contentOf(text: unknown): Node | undefined {
  if (text === undefined || text === null) {
    return {};
  }
  if (typeof text !== 'string' || text.length > MOST_CHARACTERS) {
    return undefined;
  }
  try {
    return node(
      parse(text, { maxAliasCount: MOST_ALIASES, logLevel: 'error' }),
    );
  } catch {
    return undefined;
  }
}

/** A dot within a key is escaped in `set`. */
function escaped(key: string): string {
  return key.replace(/\./g, '\\.');
}

function componentsOf(set: Node): string[] {
  return Object.keys(set).flatMap(
    key => /^components\.([A-Za-z]{1,40})\.enabled$/.exec(key)?.[1] ?? [],
  );
}

function at(layer: Node, path: string[]): unknown {
  return path.reduce<unknown>((value, key) => own(node(value), key), layer);
}

function own(value: Node, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Node)
    : {};
}
