import type { ClusterConfig } from './KasmConfig';

/**
 * Whether a deployment may use this namespace. `*` matches only at the end of an entry. Kubernetes'
 * own namespaces and the system namespace are never allowed, whatever the list says: who can
 * create pods there is cluster admin.
 *
 * @public
 */
export function allowsNamespace(
  cluster: Pick<ClusterConfig, 'namespaces' | 'systemNamespace'>,
  namespace: string,
): boolean {
  if (namespace === '' || namespace === cluster.systemNamespace) return false;
  if (namespace.startsWith('kube-')) return false;
  return cluster.namespaces.some(entry =>
    entry.endsWith('*')
      ? namespace.startsWith(entry.slice(0, -1))
      : namespace === entry,
  );
}

/**
 * Whether a public host may point at this cluster: it is one of the domains, or below one.
 *
 * @public
 */
export function allowsDomain(
  cluster: Pick<ClusterConfig, 'domains'>,
  host: string,
): boolean {
  // Other alphabets have letters that become ours in lower case, such as the sign for kelvin.
  const name = host.replace(/[A-Z]/g, letter => letter.toLowerCase());
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) || name.includes('..')) {
    return false;
  }
  return cluster.domains.some(
    domain => name === domain || name.endsWith(`.${domain}`),
  );
}
