import type { PreparedRun } from './RunContext';

/** Waits side by side. When one fails the others are not waited for any longer. */
export async function together<R extends Pick<PreparedRun, 'signal'>>(
  run: R,
  waits: ReadonlyArray<(run: R) => Promise<void>>,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([run.signal, stop.signal]);
  const waiting = waits.map(wait => wait({ ...run, signal }));
  try {
    await Promise.all(waiting);
  } finally {
    stop.abort();
    await Promise.allSettled(waiting);
  }
}
