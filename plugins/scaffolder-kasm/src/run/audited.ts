import type { JsonObject } from '@backstage/types';
import type { ActionServices } from './ActionServices';

interface Attempt {
  /** `kasm:deployment:create`. */
  action: string;
  /** `<cluster>/<name>`. */
  target: string;
  task: string;
  user?: string;
  dryRun: boolean;
}

/**
 * Does something and keeps who tried it, on what, and how it ended, denials included. What is kept
 * has no secret: errors are ours, whose text never has one.
 */
export async function audited(
  { auditor }: Pick<ActionServices, 'auditor'>,
  attempt: Attempt,
  act: () => Promise<JsonObject | void>,
): Promise<void> {
  const event = await auditor?.createEvent({
    eventId: attempt.action.replace(/^kasm:/, 'kasm-').replace(/:/g, '-'),
    severityLevel: attempt.dryRun ? 'low' : 'high',
    meta: {
      target: attempt.target,
      task: attempt.task,
      ...(attempt.user && { user: attempt.user }),
      dryRun: attempt.dryRun,
    },
  });
  try {
    const meta = await act();
    await event?.success(meta ? { meta } : undefined);
  } catch (error) {
    await event?.fail({
      error: error instanceof Error ? error : new Error('unknown'),
    });
    throw error;
  }
}
