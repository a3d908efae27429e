import type { Attempt } from './Attempt';
import { Connection } from './Connection';
import type {
  KubeObject,
  KubeResource,
  WatchEvent,
  WatchOptions,
} from './KubeClient';
import { withinBounds } from './bounds';
import { BrokenLineError, LineTooLongError, splitLines } from './lines';
import { failure, refusal, transportFailure } from './refusals';
import { queryOf, resourcePath } from './resourcePath';

const DATA = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK'];

/** Seconds after which the server is asked to end a watch, so that no watch is for ever. */
const LASTS = 300;

/**
 * One watch: yields events until the server ends it, throws a KubeError when it breaks, is refused
 * or falls silent. Its socket is gone when the iteration is, however it ends.
 */
export async function* watchStream<T>(
  connection: Connection,
  cluster: string,
  resource: KubeResource,
  options: WatchOptions,
  lineLimit: number,
): AsyncGenerator<WatchEvent<T>, void, void> {
  const { namespace, signal, inactivity = 90_000, deadline } = options;
  const attempt: Attempt = { cluster, verb: 'watch', resource, namespace };
  const ending = new AbortController();
  const callOff = () => ending.abort(failure(attempt, 'aborted'));
  if (signal.aborted) throw failure(attempt, 'aborted');
  signal.addEventListener('abort', callOff, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const rearm = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () =>
        ending.abort(
          failure(attempt, 'timeout', `silent for ${inactivity / 1000} s`),
        ),
      inactivity,
    );
  };

  try {
    const answer = await withinBounds(
      attempt,
      { signal: ending.signal, deadline },
      async bound => {
        const giveUp = () => ending.abort(bound.reason);
        bound.addEventListener('abort', giveUp, { once: true });
        try {
          return await connection.send('watches', {
            attempt,
            method: 'GET',
            path: `${resourcePath(resource, { namespace })}${queryOf({
              watch: true,
              allowWatchBookmarks: true,
              resourceVersion: options.resourceVersion,
              labelSelector: options.labelSelector,
              fieldSelector: options.fieldSelector,
              timeoutSeconds: LASTS + Math.floor(Math.random() * LASTS),
            })}`,
            signal: ending.signal,
          });
        } finally {
          bound.removeEventListener('abort', giveUp);
        }
      },
    );
    options.onOpen?.();
    const { body } = answer;
    body.on('error', () => {});
    const chunks = async function* chunksOf() {
      rearm();
      for await (const chunk of body) {
        rearm();
        connection.heard();
        yield chunk as Buffer;
      }
    };
    try {
      for await (const line of splitLines(chunks(), lineLimit)) {
        yield parseEvent<T>(attempt, line);
      }
    } finally {
      body.destroy();
    }
  } catch (error) {
    throw ending.signal.aborted
      ? ending.signal.reason
      : translate(attempt, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', callOff);
    // Also ends a request whose answer never came.
    ending.abort();
  }
}

function translate(attempt: Attempt, error: unknown): Error {
  if (error instanceof LineTooLongError) {
    return failure(attempt, 'server', 'sent an event that is too large');
  }
  if (error instanceof BrokenLineError) {
    return failure(
      attempt,
      'unreachable',
      'broke off in the middle of an event',
    );
  }
  return transportFailure(attempt, error);
}

function parseEvent<T>(attempt: Attempt, line: string): WatchEvent<T> {
  let event: { type?: unknown; object?: KubeObject & { code?: unknown } };
  try {
    event = JSON.parse(line);
  } catch {
    throw failure(attempt, 'server', 'sent something that is not JSON');
  }
  const { type, object } = event ?? {};
  if (type === 'ERROR') {
    const code = typeof object?.code === 'number' ? object.code : 500;
    throw refusal(attempt, code, JSON.stringify(object ?? {}));
  }
  if (
    typeof type !== 'string' ||
    !DATA.includes(type) ||
    typeof object?.metadata !== 'object'
  ) {
    throw failure(attempt, 'server', 'sent something that is not an event');
  }
  return { type, object } as unknown as WatchEvent<T>;
}
