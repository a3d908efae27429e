/**
 * One cluster of `GET /api/kasm/v1/clusters`, for the form.
 *
 * @public
 */
export interface ClusterInfo {
  name: string;
  title?: string;
  roles: Array<'controlPlane' | 'agents'>;
  namespaces: string[];
  domains: string[];
  reachable: boolean;
  reason?: string;
}

/**
 * Answer of `GET /api/kasm/v1/clusters`.
 *
 * @public
 */
export interface ClusterList {
  /** False when the portal has no `kasm` configuration. */
  configured: boolean;
  items: ClusterInfo[];
}
