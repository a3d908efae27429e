/** What is wrong inside the Kasm installations. Agents are named by their machine, `namespace/name`. */
export interface KasmDisturbances {
  /** Agents that do not report. */
  silent: Set<string>;
  /** Agents that Kasm does not let register. */
  refused: Set<string>;
  /** Agents that Kasm's proxy and API do not reach. */
  unreachable: Set<string>;
  /** Agents without room on their disk. */
  fullDisks: Set<string>;
  /** Ids of images that no agent gets. */
  unpullable: Set<string>;
  /** Sessions that do not start, by id, and what Kasm says about it. */
  held: Map<string, string>;
  /** Installations whose API answers unreliably, `namespace/release`. */
  erratic: Set<string>;
  /** Installations in which the portal's keys have expired, `namespace/release`. */
  expiredKeys: Set<string>;
}

/** Nothing is. */
export const noKasmDisturbances = (): KasmDisturbances => ({
  silent: new Set(),
  refused: new Set(),
  unreachable: new Set(),
  fullDisks: new Set(),
  unpullable: new Set(),
  held: new Map(),
  erratic: new Set(),
  expiredKeys: new Set(),
});
