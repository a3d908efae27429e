/**
 * Names that follow from others. Every part of the product takes them from here.
 */

/**
 * Kubernetes' DNS-1035 label, at most 30 characters so that the longest derived name fits 63.
 *
 * @public
 */
export const DEPLOYMENT_NAME = /^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$/;

/**
 * Configured names of clusters.
 *
 * @public
 */
export const CLUSTER_NAME = /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/;

/**
 * `example.com` → `example-com`, as the platform's `<DOMAIN_DASHED>`.
 *
 * @public
 */
export function dashedDomain(domain: string): string {
  return domain.replace(/\./g, '-');
}

/**
 * Public host: the platform's `<service>.<DOMAIN>`; for the name `kasm` that is `kasm.<DOMAIN>`.
 *
 * @public
 */
export function deploymentHost(name: string, domain: string): string {
  return `${name}.${domain}`;
}

/**
 * Secret with the public host's certificate; `kasm-<DOMAIN_DASHED>-tls` for the name `kasm`.
 *
 * @public
 */
export function tlsSecretName(name: string, domain: string): string {
  return `${name}-${dashedDomain(domain)}-tls`;
}

/**
 * Secret in which the chart keeps the first admin password (key `admin-password`) and its tokens.
 *
 * @public
 */
export function adminSecretName(release: string): string {
  return `${release}-secrets`;
}

/**
 * CloudNativePG Cluster of a deployment that names none; `kasm-pg` for the name `kasm`.
 *
 * @public
 */
export function databaseClusterOf(name: string): string {
  return `${name}-pg`;
}

/**
 * ConfigMap in the system namespace that makes a deployment known.
 *
 * @public
 */
export function descriptorName(name: string): string {
  return `${name}-descriptor`;
}

/**
 * Name of the catalog entity: `<cluster>-<name>`, at most 63 characters.
 *
 * @public
 */
export function entityName(cluster: string, name: string): string {
  return `${cluster}-${name}`;
}

/**
 * `<cluster>/<name>`.
 *
 * @public
 */
export function deploymentRef(cluster: string, name: string): string {
  return `${cluster}/${name}`;
}

/**
 * Splits `<cluster>/<name>`; undefined when either part is not a name, so that what comes back may go
 * into a URL.
 *
 * @public
 */
export function parseDeploymentRef(
  ref: string,
): { cluster: string; name: string } | undefined {
  const [cluster, name, ...rest] = ref.split('/');
  return rest.length === 0 &&
    CLUSTER_NAME.test(cluster) &&
    DEPLOYMENT_NAME.test(name ?? '')
    ? { cluster, name }
    : undefined;
}
