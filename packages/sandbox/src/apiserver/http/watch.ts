import type { StoredObject } from '../ClusterStore';
import { expired, StatusError } from '../StatusError';
import type { Change } from '../store/ObjectTable';
import { queryRevision } from './list';
import { queryNumber, requireListOptions } from './listOptions';
import { objectText } from './objectText';
import { representation } from './Representation';
import type { ResourceRequest } from './ResourceRequest';
import { selection } from './selection';

const DEFAULT_TIMEOUT_SECONDS = 45 * 60;
const BOOKMARK_SECONDS = 60;
/** How long before the end of a watch its last bookmark comes. */
const LAST_BOOKMARK_SECONDS = 2;

type WatchEvent = { type: string; object: object };

/** What a change is to a watch with selectors: coming to match is ADDED, ceasing to is DELETED. */
function transition(
  { type, object, previous }: Change,
  matches: (object: StoredObject) => boolean,
): { type: string; object: StoredObject } | undefined {
  const before = !!previous && matches(previous);
  const after = type !== 'DELETED' && matches(object);
  if (before && after) {
    return { type: 'MODIFIED', object };
  }
  if (after) {
    return { type: 'ADDED', object };
  }
  if (!before) {
    return undefined;
  }
  return {
    type: 'DELETED',
    object: {
      ...previous,
      metadata: {
        ...previous.metadata,
        resourceVersion: object.metadata.resourceVersion,
      },
    },
  };
}

function bookmark(
  { kind, store }: ResourceRequest,
  annotations?: Record<string, string>,
): WatchEvent {
  return {
    type: 'BOOKMARK',
    object: {
      kind: kind.kind,
      apiVersion: kind.apiVersion,
      metadata: {
        resourceVersion: String(store.revision),
        ...(kind.custom ? {} : { creationTimestamp: null }),
        ...(annotations ? { annotations } : {}),
      },
    },
  };
}

/** Answers a watch: one event per line until the time is over, the client leaves or history is lost. */
export function watch(asked: ResourceRequest): void {
  const { store, kind, namespace, query, request, response } = asked;
  requireListOptions(query, true);
  const shown = representation(kind, request.headers.accept, query, () =>
    store.now(),
  );
  const matches = selection(asked);
  const revision = queryRevision(query);
  const initial = query.get('sendInitialEvents') === 'true';
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  let first = true;

  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
  });
  // Clients wait for the head, which Node would hold back until the first event.
  response.flushHeaders();

  const send = ({ type, object }: WatchEvent) =>
    response.write(`{"type":"${type}","object":${objectText(object)}}\n`);
  const tell = ({ type, object }: { type: string; object: StoredObject }) => {
    send({ type, object: shown.event(object, first) });
    first = false;
  };
  const change = (happened: Change) => {
    const event = transition(happened, matches);
    if (event) {
      tell(event);
    }
  };

  if (revision === undefined || initial) {
    store
      .objects(kind, namespace)
      .filter(matches)
      .forEach(object => tell({ type: 'ADDED', object }));
    if (initial && bookmarks) {
      send(bookmark(asked, { 'k8s.io/initial-events-end': 'true' }));
    }
  } else {
    try {
      store.changesSince(kind, revision).forEach(change);
    } catch (error) {
      const status = error instanceof StatusError ? error : expired('expired');
      send({ type: 'ERROR', object: status.toStatus() });
      response.end();
      return;
    }
  }

  const end = store.onChange(kind, change, {
    namespace,
    ended: () => response.end(),
  });
  const wanted = queryNumber(query, 'timeoutSeconds') ?? 0;
  const seconds = wanted > 0 ? wanted : DEFAULT_TIMEOUT_SECONDS;
  const timers = [
    setTimeout(() => response.end(), seconds * 1000),
    ...(bookmarks
      ? [setInterval(() => send(bookmark(asked)), BOOKMARK_SECONDS * 1000)]
      : []),
    ...(bookmarks && seconds > 2 * LAST_BOOKMARK_SECONDS
      ? [
          setTimeout(
            () => send(bookmark(asked)),
            (seconds - LAST_BOOKMARK_SECONDS) * 1000,
          ),
        ]
      : []),
  ];
  const stop = () => {
    end();
    timers.forEach(timer => clearTimeout(timer));
  };
  response.on('close', stop);
  response.on('finish', stop);
}
