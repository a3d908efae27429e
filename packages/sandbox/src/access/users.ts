import { MASTERS, type TokenUser } from '../apiserver/access/authorize';
import { serviceAccountUser } from '../apiserver/access/serviceAccount';

/** As whom one may talk to a cluster. */
export const SANDBOX_ACCESS = ['admin', 'reader', 'writer'] as const;

/** A bearer token, worth nothing outside the sandbox. */
export const sandboxToken = (access: (typeof SANDBOX_ACCESS)[number]) =>
  `sandbox-${access}`;

/**
 * The administrator of a cluster, and the portal's two ServiceAccounts there, in the namespace where
 * the shipped manifests put them. What those may do is in the cluster's Roles.
 */
export function sandboxUsers(namespace: string): TokenUser[] {
  return SANDBOX_ACCESS.map(access => ({
    token: sandboxToken(access),
    ...(access === 'admin'
      ? { name: 'sandbox-admin', groups: [MASTERS] }
      : serviceAccountUser({ namespace, name: `kasm-portal-${access}` })),
  }));
}
