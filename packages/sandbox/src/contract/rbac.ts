import type { Contract } from './contractClusters';
import { eventually } from './contractClusters';
import type { ContractClient } from './ContractClient';

const RBAC = 'rbac.authorization.k8s.io';
export const RBAC_V1 = `${RBAC}/v1`;
export const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

export const role = (
  name: string,
  rules: object[],
  kind: 'Role' | 'ClusterRole' = 'Role',
) => ({ apiVersion: RBAC_V1, kind, metadata: { name }, rules });

export const rule = (
  resources: string[],
  verbs: string[],
  more: object = {},
) => ({ apiGroups: [''], resources, verbs, ...more });

export const userSubject = (name: string) => ({
  apiGroup: RBAC,
  kind: 'User',
  name,
});

export const binding = (
  name: string,
  to: { kind: string; name: string },
  subjects: object[],
  kind: 'RoleBinding' | 'ClusterRoleBinding' = 'RoleBinding',
) => ({
  apiVersion: RBAC_V1,
  kind,
  metadata: { name },
  roleRef: { apiGroup: RBAC, ...to },
  subjects,
});

/** Makes a Role of that name in the contract's namespace and binds it to a user. */
export async function giveRole(
  on: Contract,
  name: string,
  user: string,
  rules: object[],
): Promise<void> {
  const made = await on.admin.post(
    on.group(RBAC_V1, 'roles'),
    role(name, rules),
  );
  expect(made.status).toBe(201);
  const bound = await on.admin.post(
    on.group(RBAC_V1, 'rolebindings'),
    binding(name, { kind: 'Role', name }, [userSubject(user)]),
  );
  expect(bound.status).toBe(201);
}

/** What an access review says to a client. */
export async function reviewed(
  client: ContractClient,
  attributes: object,
): Promise<{ allowed: boolean; reason?: string }> {
  const answer = await client.post(REVIEWS, {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec:
      'path' in attributes
        ? { nonResourceAttributes: attributes }
        : { resourceAttributes: attributes },
  });
  expect(answer.status).toBe(201);
  return answer.json.status;
}

/** Waits until a real server's caches know of a right, or know no more of it. */
export const becomes = (
  client: ContractClient,
  attributes: object,
  allowed: boolean,
) =>
  eventually(
    () => reviewed(client, attributes),
    status => status.allowed === allowed,
  );
