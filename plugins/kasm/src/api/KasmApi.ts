import type {
  ClusterInfo,
  DeploymentListItem,
  DnsAnswer,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { createApiRef } from '@backstage/core-plugin-api';

/**
 * What asking for a deployment came to. Only a backend that could not be asked, or that failed,
 * is an error; being told that there is nothing to see is an answer.
 *
 * @public
 */
export type KasmAnswer =
  | { kind: 'status'; status: StatusDocument; etag?: string }
  /** The document that the given ETag belongs to is still the current one. */
  | { kind: 'notModified' }
  /** Unknown and forbidden look alike, so that nobody can probe for names. */
  | { kind: 'notFound' }
  /** The backend runs without any `kasm` configuration. */
  | { kind: 'notConfigured' }
  /** The portal's backend has no Kasm plugin. */
  | { kind: 'notInstalled' };

/**
 * All that the Kasm components ask of the portal.
 *
 * @public
 */
export interface KasmApi {
  /**
   * Asks for the status document of `<cluster>/<name>`.
   *
   * @throws Error - when the backend does not answer, or answers with a failure of its own.
   */
  getDeployment(
    ref: string,
    options: { etag?: string; signal: AbortSignal },
  ): Promise<KasmAnswer>;

  /** The deployments that one may see. */
  getDeployments(options: {
    signal: AbortSignal;
  }): Promise<DeploymentListItem[]>;

  /** The configured clusters. */
  getClusters(options: { signal: AbortSignal }): Promise<ClusterInfo[]>;

  /** What the portal's resolver says of a host within a cluster's domains. */
  getDns(
    cluster: string,
    host: string,
    options: { signal: AbortSignal },
  ): Promise<DnsAnswer>;
}

/** @public */
export const kasmApiRef = createApiRef<KasmApi>({ id: 'plugin.kasm.client' });
