import type { Attempt } from './Attempt';
import { failure } from './refusals';

/**
 * Runs something that must end in time and may be called off. The signal that it is given is
 * aborted with the KubeError that is thrown. Leaves no timer and no listener.
 */
export async function withinBounds<T>(
  attempt: Attempt,
  bounds: { signal?: AbortSignal; deadline?: number },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal: outer, deadline = 10_000 } = bounds;
  const inner = new AbortController();
  const callOff = () => inner.abort(failure(attempt, 'aborted'));
  if (outer?.aborted) throw failure(attempt, 'aborted');
  outer?.addEventListener('abort', callOff, { once: true });
  const timer = setTimeout(
    () => inner.abort(failure(attempt, 'timeout', `${deadline / 1000} s`)),
    deadline,
  );
  // Loading a credential does not listen to signals: it must not outlast the deadline either.
  const end = new Promise<never>((_, reject) =>
    inner.signal.addEventListener('abort', () => reject(inner.signal.reason), {
      once: true,
    }),
  );
  try {
    return await Promise.race([run(inner.signal), end]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', callOff);
  }
}
