import { parseDeploymentRef } from '../names';
import type {
  ClusterInfo,
  ClusterList,
  DeploymentHistory,
  DeploymentList,
  DnsAnswer,
  StatusDocument,
} from '../status';
import type { ComponentLog } from './ComponentLog';
import { KasmClientError } from './KasmClientError';
import type { SessionList } from './SessionList';

/** Longer than any answer takes, shorter than a person waits. */
const DEADLINE = 15_000;

/**
 * Options of every call.
 *
 * @public
 */
export interface KasmRequestOptions {
  /** Backstage token, for callers without a `fetchApi` that adds one. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * One status document, or word that it did not change.
 *
 * @public
 */
export interface DeploymentAnswer {
  /** Absent when `notModified`. */
  status?: StatusDocument;
  /** Give it back as `etag` the next time. */
  etag: string | undefined;
  notModified: boolean;
}

/**
 * What part of a deployment's history is wanted; the last 24 hours when nothing is said.
 *
 * @public
 */
export interface HistorySpan {
  /** RFC 3339; 24 hours before `to` when absent. */
  from?: string;
  /** RFC 3339; now when absent. */
  to?: string;
  /** Seconds; the answer's steps are not shorter. */
  resolution?: number;
}

/**
 * Speaks to `/api/kasm/v1`, in browsers and in Node. Every failure is a {@link KasmClientError}.
 *
 * @public
 */
export class KasmClient {
  private readonly discoveryApi: {
    getBaseUrl(pluginId: string): Promise<string>;
  };
  private readonly fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  /** The deployments that the caller may see. */
  async getDeployments(options?: KasmRequestOptions): Promise<DeploymentList> {
    return this.send('/v1/deployments', options, json<DeploymentList>);
  }

  /**
   * The status document of `<cluster>/<name>`. With the `etag` of an earlier answer an unchanged
   * document is not sent again.
   */
  async getDeployment(
    ref: string,
    options?: KasmRequestOptions & { etag?: string },
  ): Promise<DeploymentAnswer> {
    return this.send(
      `/v1/deployments/${path(ref)}`,
      options,
      async response => {
        const etag = response.headers.get('etag') ?? undefined;
        return response.status === 304
          ? { etag: etag ?? options?.etag, notModified: true }
          : {
              status: await json<StatusDocument>(response),
              etag,
              notModified: false,
            };
      },
      options?.etag === undefined ? {} : { 'If-None-Match': options.etag },
    );
  }

  /** The last lines of a component's containers, redacted; at most 500 in all. */
  async getLogs(
    ref: string,
    component: string,
    tail: number,
    options?: KasmRequestOptions,
  ): Promise<ComponentLog> {
    const role = encodeURIComponent(component);
    return this.send(
      `/v1/deployments/${path(ref)}/logs/${role}?tail=${tail}`,
      options,
      json<ComponentLog>,
    );
  }

  /** What was recorded of `<cluster>/<name>`: at most 500 steps, however long the span. */
  async getHistory(
    ref: string,
    span: HistorySpan = {},
    options?: KasmRequestOptions,
  ): Promise<DeploymentHistory> {
    const query = Object.entries(span)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join('&');
    return this.send(
      `/v1/deployments/${path(ref)}/history${query && `?${query}`}`,
      options,
      json<DeploymentHistory>,
    );
  }

  /** The sessions of `<cluster>/<name>`; who uses them only for callers with `kasm.sessions.details`. */
  async getSessions(
    ref: string,
    options?: KasmRequestOptions,
  ): Promise<SessionList> {
    return this.send(
      `/v1/deployments/${path(ref)}/sessions`,
      options,
      json<SessionList>,
    );
  }

  /** The configured clusters, for forms; empty when nothing is configured. */
  async getClusters(options?: KasmRequestOptions): Promise<ClusterInfo[]> {
    const list = await this.send('/v1/clusters', options, json<ClusterList>);
    return list.items;
  }

  /** What the portal's resolver says of a host within a cluster's domains. */
  async getDns(
    cluster: string,
    host: string,
    options?: KasmRequestOptions,
  ): Promise<DnsAnswer> {
    const query = `host=${encodeURIComponent(host)}`;
    return this.send(
      `/v1/clusters/${encodeURIComponent(cluster)}/dns?${query}`,
      options,
      json<DnsAnswer>,
    );
  }

  private async send<T>(
    target: string,
    options: KasmRequestOptions | undefined,
    read: (response: Response) => Promise<T>,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const deadline = new AbortController();
    const onAbort = () => deadline.abort(options?.signal?.reason);
    if (options?.signal?.aborted) {
      onAbort();
    }
    options?.signal?.addEventListener('abort', onAbort);
    const timer = setTimeout(() => deadline.abort(), DEADLINE);
    try {
      const baseUrl = await this.discoveryApi.getBaseUrl('kasm');
      const response = await this.fetchApi.fetch(`${baseUrl}${target}`, {
        headers: {
          ...headers,
          ...(options?.token && { Authorization: `Bearer ${options.token}` }),
        },
        signal: deadline.signal,
      });
      if (response.status !== 304 && !response.ok) {
        throw await KasmClientError.fromResponse(response);
      }
      return await read(response);
    } catch (error) {
      if (error instanceof KasmClientError || options?.signal?.aborted) {
        throw error;
      }
      throw new KasmClientError(
        'unavailable',
        deadline.signal.aborted
          ? `The portal's backend did not answer within ${DEADLINE / 1000} s`
          : "The portal's backend cannot be reached",
      );
    } finally {
      clearTimeout(timer);
      options?.signal?.removeEventListener('abort', onAbort);
    }
  }
}

async function json<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new KasmClientError(
      'unavailable',
      "The portal's backend answered something that is not JSON",
      response.status,
    );
  }
}

/** Only names go into an address: `..` and the like would leave the route. */
function path(ref: string): string {
  const parsed = parseDeploymentRef(ref);
  if (!parsed || !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(ref)) {
    throw new KasmClientError(
      'notFound',
      `"${ref}" is not of the form <cluster>/<name>`,
    );
  }
  return `${parsed.cluster}/${parsed.name}`;
}
