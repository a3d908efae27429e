import type { StoredObject } from '../ClusterStore';
import type { ResourceRequest } from '../http/ResourceRequest';
import { equal } from '../store/json';
import { notFound, StatusError } from '../StatusError';
import { MASTERS, type User } from './authorize';
import { forbidden } from './forbidden';
import type { PolicyRule } from './PolicyRule';
import { rulesOfRole, type RoleRef } from './RoleAuthorizer';
import { compacted, ruleText, uncovered } from './ruleCoverage';

const GROUP = 'rbac.authorization.k8s.io';

/** Whether the user has a verb that lifts the rule: `escalate` on a role, `bind` on what a binding names. */
function mayAnyway(
  { access, user }: ResourceRequest,
  verb: 'escalate' | 'bind',
  plural: string,
  namespace: string | undefined,
  name: string | undefined,
): boolean {
  const { allowed } = access.authorizer.decide(user, {
    verb,
    group: GROUP,
    version: 'v1',
    resource: plural,
    ...(name ? { name } : {}),
    ...(namespace ? { namespace } : {}),
  });
  return allowed;
}

function refusal(
  { kind }: ResourceRequest,
  name: string,
  { name: user, groups }: User,
  missing: PolicyRule[],
): StatusError {
  const lists = groups.map(group => JSON.stringify(group)).join(' ');
  const rules = compacted(missing).map(ruleText).sort().join('\n');
  return new StatusError(
    403,
    'Forbidden',
    `${kind.resource} "${name}" is forbidden: user "${user}" (groups=[${lists}]) is attempting to grant RBAC permissions not currently held:\n${rules}`,
    { name, group: kind.group, kind: kind.plural },
  );
}

/** What an object gives, unless it gave the same before. A role that is being made has no name to be trusted with. */
function granted(
  asked: ResourceRequest,
  object: StoredObject,
  before: StoredObject | undefined,
): PolicyRule[] {
  const { kind, store, namespace } = asked;
  if (kind.kind.endsWith('Role')) {
    const same =
      before &&
      equal(before.rules, object.rules) &&
      equal(before.aggregationRule, object.aggregationRule);
    if (
      same ||
      mayAnyway(asked, 'escalate', kind.plural, namespace, asked.name)
    ) {
      return [];
    }
    // Whoever gathers by labels may gather anything.
    return object.aggregationRule
      ? [
          { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
          { nonResourceURLs: ['*'], verbs: ['*'] },
        ]
      : object.rules ?? [];
  }
  const same =
    before &&
    equal(before.roleRef, object.roleRef) &&
    equal(before.subjects, object.subjects);
  const roleRef = object.roleRef as RoleRef;
  const plural = roleRef.kind === 'Role' ? 'roles' : 'clusterroles';
  if (same || mayAnyway(asked, 'bind', plural, namespace, roleRef.name)) {
    return [];
  }
  const rules = rulesOfRole(store, roleRef, namespace);
  if (!rules) {
    throw notFound(store.registry.kind(`${plural}.${GROUP}`), roleRef.name);
  }
  return rules;
}

/** Refuses roles and bindings that give what their author has not; throws 403. */
function requireNoEscalation(
  asked: ResourceRequest,
  object: StoredObject,
  before: StoredObject | undefined,
): void {
  const { kind, user, namespace, access } = asked;
  if (kind.group !== GROUP || user.groups.includes(MASTERS)) {
    return;
  }
  const wanted = granted(asked, object, before);
  const missing = uncovered(
    access.authorizer.rulesFor(user, namespace),
    wanted,
  );
  if (missing.length > 0) {
    throw refusal(asked, object.metadata.name, user, missing);
  }
}

/**
 * What may only be decided when it is known what is written: an apply that makes the object needs
 * `create` too, and nobody gives rights away that they do not have. Throws 403.
 */
export function requireRightTo(
  asked: ResourceRequest,
  object: StoredObject,
  before: StoredObject | undefined,
): void {
  const { kind, user, namespace, access, request } = asked;
  if (!before && request.method === 'PATCH') {
    const attributes = {
      verb: 'create',
      group: kind.group,
      version: kind.version,
      resource: kind.plural,
      name: object.metadata.name,
      ...(namespace ? { namespace } : {}),
    };
    const { allowed, reason } = access.authorizer.decide(user, attributes);
    if (!allowed) {
      throw forbidden(user, attributes, reason);
    }
  }
  requireNoEscalation(asked, object, before);
}
