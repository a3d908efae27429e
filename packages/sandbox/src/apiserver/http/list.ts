import type { StoredObject } from '../ClusterStore';
import {
  badRequest,
  expired,
  internalError,
  StatusError,
} from '../StatusError';
import { ObjectTable } from '../store/ObjectTable';
import { decodeContinue, encodeContinue } from './continueToken';
import { queryNumber, requireListOptions } from './listOptions';
import { representation } from './Representation';
import type { ResourceRequest } from './ResourceRequest';
import { sendJson } from './respond';
import { hasSelectors, selection } from './selection';

const TOKEN_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

const keyOf = ({ metadata }: StoredObject) =>
  ObjectTable.key(metadata.namespace, metadata.name);

/** A resourceVersion from a query; undefined when absent or 0, which both mean "any". */
export function queryRevision(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion');
  if (!text) {
    return undefined;
  }
  if (!/^\d+$/.test(text)) {
    throw internalError(
      `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  }
  return Number(text) || undefined;
}

function queryLimit(query: URLSearchParams): number | undefined {
  const limit = queryNumber(query, 'limit') ?? 0;
  const cached = query.get('resourceVersion') === '0' && !query.get('continue');
  return limit > 0 && !cached ? limit : undefined;
}

/** A page of a revision is of that very one, even when nobody said so. */
function wantsExactly(query: URLSearchParams): boolean {
  const match = query.get('resourceVersionMatch');
  return match ? match === 'Exact' : queryLimit(query) !== undefined;
}

function requireReached(revision: number, current: number): void {
  if (revision > current) {
    throw new StatusError(
      504,
      'Timeout',
      `Timeout: Too large resource version: ${revision}, current: ${current}`,
      {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
    );
  }
}

/** The objects of the requested state, and the revision of that state. */
function state(asked: ResourceRequest): {
  objects: StoredObject[];
  revision: number;
} {
  const { store, kind, namespace, query } = asked;
  const token = query.get('continue');
  const revision = queryRevision(query);
  if (token) {
    if (revision) {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    const { rv, start } = decodeContinue(token);
    const pinned = rv < 0 ? undefined : rv;
    try {
      return {
        objects: store
          .objects(kind, namespace, pinned)
          .filter(object => keyOf(object) > start),
        revision: pinned ?? store.revision,
      };
    } catch (error) {
      if (error instanceof StatusError && error.code === 410) {
        throw expired(TOKEN_EXPIRED, encodeContinue({ rv: -1, start }));
      }
      throw error;
    }
  }
  if (revision) {
    requireReached(revision, store.revision);
  }
  if (revision && wantsExactly(query)) {
    try {
      return { objects: store.objects(kind, namespace, revision), revision };
    } catch {
      throw expired('The resourceVersion for the provided list is too old.');
    }
  }
  return {
    objects: store.objects(kind, namespace),
    revision: store.revision,
  };
}

/** The selected objects of one page, with the metadata of the list. */
export function page(asked: ResourceRequest) {
  const { query } = asked;
  requireListOptions(query, false);
  const limit = queryLimit(query);
  const matches = selection(asked);
  const { objects, revision } = state(asked);
  const selected = objects.filter(matches);
  const metadata = { resourceVersion: String(revision) };
  if (!limit || selected.length <= limit) {
    return { objects: selected, metadata };
  }
  const shown = selected.slice(0, limit);
  return {
    objects: shown,
    metadata: {
      ...metadata,
      continue: encodeContinue({
        rv: revision,
        start: keyOf(shown[limit - 1]),
      }),
      ...(hasSelectors(query)
        ? {}
        : { remainingItemCount: selected.length - limit }),
    },
  };
}

/** Answers a list. */
export function list(asked: ResourceRequest): void {
  const { store, kind, query, request, response } = asked;
  const shown = representation(kind, request.headers.accept, query, () =>
    store.now(),
  );
  const { objects, metadata } = page(asked);
  sendJson(response, 200, shown.list(objects, metadata));
}
