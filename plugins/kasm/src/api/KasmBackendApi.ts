import {
  KasmClient,
  KasmClientError,
  type ClusterInfo,
  type DeploymentListItem,
  type DnsAnswer,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import type { KasmAnswer, KasmApi } from './KasmApi';

/**
 * Asks kasm-backend.
 *
 * @public
 */
export class KasmBackendApi implements KasmApi {
  private readonly client: KasmClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.client = new KasmClient(options);
  }

  /** {@inheritdoc KasmApi.getDeployment} */
  async getDeployment(
    ref: string,
    options: { etag?: string; signal: AbortSignal },
  ): Promise<KasmAnswer> {
    try {
      const { status, etag } = await this.client.getDeployment(ref, options);
      return status
        ? { kind: 'status', status, etag }
        : { kind: 'notModified' };
    } catch (error) {
      if (!(error instanceof KasmClientError)) throw error;
      switch (error.kind) {
        case 'notFound':
        case 'forbidden':
          return { kind: 'notFound' };
        case 'notConfigured':
        case 'notInstalled':
          return { kind: error.kind };
        case 'unauthenticated':
          throw new Error('Your sign-in has ended; reload the page');
        default:
          throw error;
      }
    }
  }
  /** {@inheritdoc KasmApi.getDeployments} */
  async getDeployments(options: {
    signal: AbortSignal;
  }): Promise<DeploymentListItem[]> {
    return (await this.client.getDeployments(options)).items;
  }

  /** {@inheritdoc KasmApi.getClusters} */
  async getClusters(options: { signal: AbortSignal }): Promise<ClusterInfo[]> {
    return this.client.getClusters(options);
  }

  /** {@inheritdoc KasmApi.getDns} */
  async getDns(
    cluster: string,
    host: string,
    options: { signal: AbortSignal },
  ): Promise<DnsAnswer> {
    return this.client.getDns(cluster, host, options);
  }
}
