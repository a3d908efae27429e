import type { StoredObject } from '../ClusterStore';
import { equal } from '../store/json';
import type { ServedStore } from '../store/ServedStore';
import type { PolicyRule } from './PolicyRule';

const CLUSTER_ROLES = 'clusterroles.rbac.authorization.k8s.io';

interface LabelSelector {
  matchLabels?: Record<string, string>;
}

const selects = ({ matchLabels }: LabelSelector, role: StoredObject) =>
  Object.entries(matchLabels ?? {}).every(
    ([key, value]) => role.metadata.labels?.[key] === value,
  );

/** The rules of all roles that an aggregating one selects, each once. */
function gathered(aggregating: StoredObject, roles: StoredObject[]) {
  const selectors: LabelSelector[] =
    aggregating.aggregationRule.clusterRoleSelectors ?? [];
  const rules: PolicyRule[] = [];
  for (const selector of selectors) {
    for (const role of roles) {
      if (role !== aggregating && selects(selector, role)) {
        for (const rule of (role.rules ?? []) as PolicyRule[]) {
          if (!rules.some(known => equal(known, rule))) {
            rules.push(rule);
          }
        }
      }
    }
  }
  return rules;
}

/** One round; a role may gather from one that gathers, so that several are needed. */
function gatherAll(store: ServedStore): boolean {
  const roles = store.list(CLUSTER_ROLES);
  let changed = false;
  for (const role of roles) {
    const rules = role.aggregationRule && gathered(role, roles);
    if (rules && !equal(rules, role.rules ?? [])) {
      store.update(CLUSTER_ROLES, undefined, role.metadata.name, wanted => {
        wanted.rules = rules;
      });
      changed = true;
    }
  }
  return changed;
}

/** How deep roles gather from each other at most; `admin` of `edit` of `view` is three. */
const ROUNDS = 8;

/**
 * Plays the controller that fills ClusterRoles with an `aggregationRule` from those that they select.
 * Called once for a store, after which it follows every change.
 */
export function aggregateRoles(store: ServedStore): void {
  let scheduled = false;
  const gather = () => {
    scheduled = false;
    for (let round = 0; round < ROUNDS && gatherAll(store); round += 1);
  };
  gather();
  store.onChange(store.registry.kind(CLUSTER_ROLES), () => {
    if (!scheduled) {
      scheduled = true;
      queueMicrotask(gather);
    }
  });
}
