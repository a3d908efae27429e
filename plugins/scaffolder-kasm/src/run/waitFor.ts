import { setTimeout } from 'node:timers/promises';
import type { RunContext } from './RunContext';
import { isKubeError, reasonOf, StepFailure } from './StepFailure';

/** What one look at the cluster came to. */
export type Look<T> =
  | { done: true; value: T; progress?: string }
  | {
      done: false;
      /** What is still missing, for people: `2 of 3 instances ready`. */
      progress: string;
      /**
       * Something that hardly cures itself, and for how many seconds it is put up with. Its text may
       * change while it lasts (`back-off 20s`, `back-off 40s`): `about` says whether it is the same.
       */
      trouble?: { about: string; text: string; patience: number };
    };

interface Waiting<T> {
  /** `database`; begins each line of progress. */
  about: string;
  /** What it is waited to be; default `ready`. */
  until?: 'ready' | 'gone' | 'finished';
  /** Seconds. */
  deadline: number;
  /** Count the deadline from the last progress rather than from the beginning. */
  fromProgress?: boolean;
  /** What to do when it takes too long; one sentence. */
  advice: string;
  look(signal: AbortSignal): Promise<Look<T>>;
}

type WaitContext = Pick<RunContext, 'progress' | 'pollInterval' | 'signal'>;

/**
 * Looks at the cluster until it is as wanted. A cluster that does not answer for a while is waited
 * for too, within the same deadline.
 *
 * @throws StepFailure at the deadline or after trouble that lasts, naming what is missing
 */
export async function waitFor<T>(
  context: WaitContext,
  waiting: Waiting<T>,
): Promise<T> {
  const { progress, signal, pollInterval } = context;
  let since = performance.now();
  let last = 'nothing was seen yet';
  let trouble: { about: string; text: string; since: number } | undefined;
  for (;;) {
    signal.throwIfAborted();
    const look = await lookOnce(waiting, signal);
    if (look.done) {
      if (look.progress) {
        progress.about(waiting.about, look.progress);
      }
      return look.value;
    }
    progress.about(waiting.about, look.progress);
    const now = performance.now();
    if (waiting.fromProgress && look.progress !== last) {
      since = now;
    }
    last = look.progress;
    trouble = look.trouble && {
      ...look.trouble,
      since: trouble?.about === look.trouble.about ? trouble.since : now,
    };
    if (
      look.trouble &&
      trouble &&
      now - trouble.since >= look.trouble.patience * 1000
    ) {
      throw new StepFailure(`${trouble.text}. ${waiting.advice}`);
    }
    if (now - since >= waiting.deadline * 1000) {
      throw new StepFailure(
        `${waiting.about} was not ${waiting.until ?? 'ready'} within ${
          waiting.deadline
        } s: ${[last, trouble?.text].filter(Boolean).join('; ')}. ${
          waiting.advice
        }`,
      );
    }
    await pause(pollInterval, signal);
  }
}

async function lookOnce<T>(
  waiting: Waiting<T>,
  signal: AbortSignal,
): Promise<Look<T>> {
  try {
    return await waiting.look(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (isKubeError(error, 'unreachable', 'timeout', 'throttled', 'server')) {
      return { done: false, progress: `cannot be seen (${reasonOf(error)})` };
    }
    throw error;
  }
}

/** Resolves after so many milliseconds; rejects at once when aborted. Leaves no timer behind. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal });
}
