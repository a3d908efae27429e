import { kasm1181 } from './kasm1181';
import { kasm119 } from './kasm119';
import type { KasmVersionData } from './KasmVersionData';

/**
 * What a release of Kasm is made of.
 *
 * @public
 */
export interface VersionRoles {
  /** Values of `app.kubernetes.io/component` that are there unless the values switch them off. */
  roles: readonly string[];
  /** Role → roles that its init containers wait for. */
  waitsFor: Readonly<Record<string, readonly string[]>>;
  /** Role → its key below `components` in the values. */
  keys: Readonly<Record<string, string>>;
  /** Roles that some patches of the chart deploy as StatefulSets. */
  maybeStatefulSets: readonly string[];
}

/** Charts before the rewritten ones, which we only watch. Their database and cache are their own. */
const LEGACY: VersionRoles = {
  roles: [...kasm1181.roles, 'share'],
  waitsFor: { ...kasm1181.waitsFor, share: ['api'] },
  keys: {},
  maybeStatefulSets: [],
};

const BY_MINOR: ReadonlyMap<string, VersionRoles> = new Map([
  ['1.16', LEGACY],
  ['1.17', LEGACY],
  ['1.18', rolesOf(kasm1181)],
  ['1.19', rolesOf(kasm119)],
]);

/**
 * The roles of a release that is met in a cluster, by its version such as `1.18.1`. Undefined for one
 * that nobody looked at: its components are then known by their labels only.
 *
 * @public
 */
export function versionRoles(
  version: string | undefined,
): VersionRoles | undefined {
  const minor = /^v?(\d+\.\d+)(\.|-|$)/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : BY_MINOR.get(minor);
}

function rolesOf({
  roles,
  waitsFor,
  components,
  workloadKinds,
}: KasmVersionData): VersionRoles {
  return {
    roles,
    waitsFor,
    keys: Object.fromEntries(
      Object.entries(components).map(([role, { key }]) => [role, key]),
    ),
    maybeStatefulSets: roles.filter(
      role => workloadKinds[role] !== 'Deployment',
    ),
  };
}
