import type { ServedStore } from '../store/ServedStore';
import {
  MASTERS,
  type Attributes,
  type Decision,
  type User,
} from './authorize';
import { ruleAllows, type PolicyRule } from './PolicyRule';
import { RoleBindings, type AppliedBinding } from './RoleBindings';

/** What a binding refers to. */
export interface RoleRef {
  kind: string;
  name: string;
}

/** The rules of a role; undefined when there is none of that name. */
export function rulesOfRole(
  store: ServedStore,
  { kind, name }: RoleRef,
  namespace: string | undefined,
): PolicyRule[] | undefined {
  const role =
    kind === 'Role'
      ? store.get('roles.rbac.authorization.k8s.io', namespace, name)
      : store.get('clusterroles.rbac.authorization.k8s.io', undefined, name);
  return role && ((role.rules ?? []) as PolicyRule[]);
}

function describe({ binding, subject }: AppliedBinding): string {
  const { name, namespace } = binding.metadata;
  const { kind, name: role } = binding.roleRef;
  const whom =
    subject.kind === 'ServiceAccount'
      ? `${subject.name}/${subject.namespace ?? namespace}`
      : subject.name;
  const which = namespace ? `${name}/${namespace}` : name;
  return `${binding.kind} "${which}" of ${kind} "${role}" to ${subject.kind} "${whom}"`;
}

/** Decides by the Role, ClusterRole and binding objects of a cluster, as they are now. */
export class RoleAuthorizer {
  private readonly bindings: RoleBindings;

  constructor(private readonly store: ServedStore) {
    this.bindings = new RoleBindings(store);
  }

  decide(user: User, asked: Attributes): Decision {
    if (user.groups.includes(MASTERS)) {
      return { allowed: true };
    }
    const namespace = 'path' in asked ? undefined : asked.namespace;
    const missing: string[] = [];
    for (const applied of this.bindings.of(user, namespace)) {
      const rules = this.rulesOf(applied);
      if (rules?.some(rule => ruleAllows(rule, asked))) {
        return {
          allowed: true,
          reason: `RBAC: allowed by ${describe(applied)}`,
        };
      }
      if (!rules) {
        const { kind, name } = applied.binding.roleRef;
        missing.push(
          `${kind.toLowerCase()}.rbac.authorization.k8s.io "${name}" not found`,
        );
      }
    }
    const reason = missing.length > 1 ? `[${missing.join(', ')}]` : missing[0];
    return { allowed: false, ...(reason ? { reason: `RBAC: ${reason}` } : {}) };
  }

  /** Every rule that gives a user something in a namespace, or in the whole cluster. */
  rulesFor(user: User, namespace: string | undefined): PolicyRule[] {
    return [...this.bindings.of(user, namespace)].flatMap(
      applied => this.rulesOf(applied) ?? [],
    );
  }

  private rulesOf({ binding }: AppliedBinding): PolicyRule[] | undefined {
    return rulesOfRole(this.store, binding.roleRef, binding.metadata.namespace);
  }
}
