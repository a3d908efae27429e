import { FIELD_MANAGER } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Credential } from '../credentials/Credential';
import type { Attempt } from './Attempt';
import { withinBounds } from './bounds';
import { Connection, readBody, type Call } from './Connection';
import type {
  CallOptions,
  KubeClient,
  KubeObject,
  KubeResource,
} from './KubeClient';
import { KubeError } from './KubeError';
import { parseList, type RawList } from './parseList';
import { failure, transportFailure } from './refusals';
import { queryOf, resourcePath } from './resourcePath';
import { groupOf, resources } from './resources';
import { watchStream } from './watchStream';

const MEGABYTE = 1024 * 1024;

/** @public */
export interface KubeClientOptions {
  /** Configured name, for messages. */
  cluster: string;
  /** Called before the first request, once a minute while there are requests, and after a 401. */
  loadCredential: () => Promise<Credential>;
  /** Milliseconds between two loadings because of a 401; default 5,000. */
  renewalPause?: number;
  /** Bytes of one line of a watch; default 8 MiB. */
  lineLimit?: number;
  /** Bytes of any other answer; default 64 MiB. */
  bodyLimit?: number;
}

/** Without an alternative: a server that cannot do it refuses rather than answers with everything. */
const METADATA_ONLY =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

const ACCESS_REVIEWS: KubeResource = {
  apiVersion: 'authorization.k8s.io/v1',
  plural: 'selfsubjectaccessreviews',
  kind: 'SelfSubjectAccessReview',
  namespaced: false,
};

/**
 * A client over keep-alive connections. Nothing is opened before the first call.
 *
 * @public
 */
export function createKubeClient(options: KubeClientOptions): KubeClient {
  const {
    cluster,
    lineLimit = 8 * MEGABYTE,
    bodyLimit = 64 * MEGABYTE,
  } = options;
  const connection = new Connection(
    cluster,
    options.loadCredential,
    options.renewalPause,
  );

  async function bytes(
    attempt: Omit<Attempt, 'cluster'>,
    call: Omit<Call, 'attempt' | 'signal'>,
    bounds: CallOptions & { limitBytes?: number } = {},
  ): Promise<Buffer> {
    const whole = { cluster, ...attempt };
    return withinBounds(whole, bounds, async signal => {
      const request = { ...call, attempt: whole, signal };
      const answer = await connection.send('requests', request);
      try {
        const limit = Math.min(bodyLimit, bounds.limitBytes ?? bodyLimit);
        return await readBody(answer, limit, () => connection.heard());
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (error instanceof RangeError) {
          const { message } = failure(
            whole,
            'server',
            'sent an answer that is too large',
          );
          throw new KubeError('server', message, { tooLarge: true });
        }
        throw transportFailure(whole, error);
      }
    });
  }

  const text = (...call: Parameters<typeof bytes>): Promise<string> =>
    bytes(...call).then(body => body.toString('utf8'));

  async function json<T>(
    attempt: Omit<Attempt, 'cluster'>,
    call: Omit<Call, 'attempt' | 'signal'>,
    bounds?: CallOptions,
    parse: (body: Buffer) => unknown = body => JSON.parse(String(body)),
  ): Promise<T> {
    const body = await bytes(attempt, call, bounds);
    try {
      const value = parse(body) as T;
      if (value !== null && typeof value === 'object') return value;
    } catch {
      // The parser's message quotes the answer.
    }
    const whole = { cluster, ...attempt };
    throw failure(whole, 'server', 'sent something that is not JSON');
  }

  const locate = (resource: KubeResource, object: KubeObject) => ({
    name: object.metadata.name,
    namespace: resource.namespaced ? object.metadata.namespace : undefined,
  });

  /** POST to the collection, or server-side apply of the object. */
  function write<T>(
    verb: 'create' | 'apply',
    resource: KubeResource,
    object: KubeObject,
    bounds: CallOptions & { dryRun?: boolean } = {},
  ): Promise<T> {
    const { name, namespace } = locate(resource, object);
    const query = queryOf({
      fieldManager: FIELD_MANAGER,
      fieldValidation: 'Strict',
      dryRun: bounds.dryRun ? 'All' : undefined,
    });
    const body = JSON.stringify(object);
    return json(
      { verb, resource, namespace, name },
      verb === 'create'
        ? {
            method: 'POST',
            path: resourcePath(resource, { namespace }) + query,
            body,
            contentType: 'application/json',
          }
        : {
            method: 'PATCH',
            path: resourcePath(resource, { namespace, name }) + query,
            body,
            contentType: 'application/apply-patch+yaml',
          },
      bounds,
    );
  }

  return {
    cluster,

    get heardAt() {
      return connection.heardAt;
    },

    get(resource, name, bounds = {}) {
      const { namespace, metadataOnly } = bounds;
      return json(
        { verb: 'get', resource, namespace, name },
        {
          method: 'GET',
          path: resourcePath(resource, { namespace, name }),
          ...(metadataOnly && { accept: METADATA_ONLY }),
        },
        bounds,
      );
    },

    async list<T>(
      resource: KubeResource,
      bounds: Parameters<KubeClient['list']>[1] = {},
    ) {
      const { namespace, labelSelector, fieldSelector, limit } = bounds;
      const attempt = { verb: 'list', resource, namespace };
      const query = queryOf({
        labelSelector,
        fieldSelector,
        limit,
        continue: bounds.continue,
      });
      const list = await json<RawList<T>>(
        attempt,
        { method: 'GET', path: resourcePath(resource, { namespace }) + query },
        bounds,
        parseList,
      );
      const { items, metadata } = list;
      // What is measured anew with every question has no version.
      const version =
        metadata?.resourceVersion ??
        (groupOf(resource) === 'metrics.k8s.io' ? '' : undefined);
      if (typeof version !== 'string') {
        const whole = { cluster, ...attempt };
        throw failure(whole, 'server', 'sent something that is not a list');
      }
      return {
        // Lists leave these out of their items; watch events have them.
        items: (items ?? []).map(item => ({
          apiVersion: resource.apiVersion,
          kind: resource.kind,
          ...item,
        })),
        resourceVersion: version,
        continue: metadata?.continue || undefined,
      };
    },

    watch(resource, watchOptions) {
      return watchStream(
        connection,
        cluster,
        resource,
        watchOptions,
        lineLimit,
      );
    },

    create: (resource, object, bounds) =>
      write('create', resource, object, bounds),

    apply: (resource, object, bounds) =>
      write('apply', resource, object, bounds),

    mergePatch(resource, name, patch, bounds = {}) {
      const { namespace, subresource } = bounds;
      const path = resourcePath(resource, { namespace, name, subresource });
      return json(
        { verb: 'patch', resource, namespace, name },
        {
          method: 'PATCH',
          path: path + queryOf({ fieldManager: FIELD_MANAGER }),
          body: JSON.stringify(patch),
          contentType: 'application/merge-patch+json',
        },
        bounds,
      );
    },

    async delete(resource, name, bounds = {}) {
      const { namespace, uid, propagation } = bounds;
      try {
        await text(
          { verb: 'delete', resource, namespace, name },
          {
            method: 'DELETE',
            path: resourcePath(resource, { namespace, name }),
            body: JSON.stringify({
              apiVersion: 'v1',
              kind: 'DeleteOptions',
              ...(uid && { preconditions: { uid } }),
              ...(propagation && { propagationPolicy: propagation }),
            }),
            contentType: 'application/json',
          },
          bounds,
        );
      } catch (error) {
        if (error instanceof KubeError && error.kind === 'notFound') return;
        throw error;
      }
    },

    podLog(pod, bounds) {
      const { namespace, container, tailLines, limitBytes, previous } = bounds;
      const resource = resources.pods;
      const where = { namespace, name: pod, subresource: 'log' };
      const query = queryOf({ container, tailLines, limitBytes, previous });
      return text(
        { verb: 'get the log of', resource, namespace, name: pod },
        {
          method: 'GET',
          path: resourcePath(resource, where) + query,
          accept: '*/*',
        },
        bounds,
      );
    },

    podProxy(pod, bounds) {
      const { namespace, scheme, port, path } = bounds;
      const resource = resources.pods;
      const where = {
        namespace,
        name: `${scheme}:${pod}:${port}`,
        subresource: 'proxy',
      };
      const below = path.split('/').map(encodeURIComponent).join('/');
      return text(
        { verb: 'get the proxy of', resource, namespace, name: pod },
        {
          method: 'GET',
          path: `${resourcePath(resource, where)}/${below}`,
          accept: 'application/json',
        },
        bounds,
      );
    },

    async canI(resourceAttributes, bounds) {
      const review = await json<{ status?: { allowed?: boolean } }>(
        { verb: 'review access' },
        {
          method: 'POST',
          path: resourcePath(ACCESS_REVIEWS),
          body: JSON.stringify({
            apiVersion: ACCESS_REVIEWS.apiVersion,
            kind: ACCESS_REVIEWS.kind,
            spec: { resourceAttributes },
          }),
          contentType: 'application/json',
        },
        bounds,
      );
      return review.status?.allowed === true;
    },

    async discover(apiVersion, bounds) {
      const root = apiVersion.includes('/') ? '/apis' : '/api';
      const path = apiVersion.split('/').map(encodeURIComponent).join('/');
      try {
        const list = await json<{ resources?: Array<{ name: string }> }>(
          { verb: `discover ${apiVersion}` },
          { method: 'GET', path: `${root}/${path}` },
          bounds,
        );
        return (list.resources ?? [])
          .map(resource => resource.name)
          .filter(name => !name.includes('/'));
      } catch (error) {
        if (error instanceof KubeError && error.kind === 'notFound') {
          return undefined;
        }
        throw error;
      }
    },

    async version(bounds) {
      const attempt = { verb: 'get the version' };
      const version = await json<{ gitVersion?: unknown }>(
        attempt,
        { method: 'GET', path: '/version' },
        bounds,
      );
      if (typeof version.gitVersion === 'string') return version.gitVersion;
      const whole = { cluster, ...attempt };
      throw failure(whole, 'server', 'sent something that is not a version');
    },

    close: () => connection.close(),
  };
}
