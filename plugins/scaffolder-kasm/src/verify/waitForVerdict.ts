import {
  describeCheck,
  type Check,
  type StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { RunContext } from '../run/RunContext';
import { pause } from '../run/waitFor';
import type { Asked } from './askStatus';
import { verdict } from './verdict';

/** Seconds that a failure has to last with nothing under way that could end it. */
const CERTAIN = 15;

/** How waiting ended. */
export type Verified =
  | { met: true; status: StatusDocument }
  | { met: false; status: StatusDocument; unmet: Check[] }
  | { met: false; status?: undefined; why: string };

/**
 * Asks until every check passes, until one fails for certain, or until the deadline. What is under way
 * or not yet seen is waited for.
 */
export async function waitForVerdict(
  {
    progress,
    signal,
    pollInterval,
  }: Pick<RunContext, 'progress' | 'signal' | 'pollInterval'>,
  ask: (signal: AbortSignal) => Promise<Asked>,
  { deadline, allowUnknown }: { deadline: number; allowUnknown: boolean },
): Promise<Verified> {
  const begun = performance.now();
  let failingSince: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    const asked = await ask(signal);
    const now = performance.now();
    const late = now - begun >= deadline * 1000;
    if ('later' in asked) {
      if (late) {
        return { met: false, why: asked.later };
      }
      failingSince = undefined;
      progress.about('status', asked.later);
    } else {
      const { status } = asked;
      const found = verdict(status, { allowUnknown });
      if (found.met) {
        return { met: true, status };
      }
      failingSince = found.pending ? undefined : failingSince ?? now;
      const certain =
        failingSince !== undefined && now - failingSince >= CERTAIN * 1000;
      if (late || certain) {
        return { met: false, status, unmet: found.unmet };
      }
      progress.about(
        'status',
        `${status.health}, waiting for ${found.unmet
          .map(({ id }) => describeCheck(id, status.deployment).title)
          .join(', ')}`,
      );
    }
    await pause(pollInterval, signal);
  }
}
