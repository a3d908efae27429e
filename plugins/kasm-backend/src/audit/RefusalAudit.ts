import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/** Milliseconds within which the same refusal of the same caller is kept once: pages ask again and again. */
const SILENCE = 60_000;

/** Refusals that are remembered for that; the oldest is forgotten first. */
const MOST = 10_000;

/** Something that somebody may not do. */
export interface Refusal {
  eventId:
    | 'deployment-read'
    | 'dns-lookup'
    | 'history-read'
    | 'rate-limit'
    | 'sessions-read';
  caller: string;
  /** Tells who and from where; absent when it did not come over a route of this plugin. */
  request?: Request<any, any, any, any, any>;
  meta?: Record<string, string>;
  error: Error;
}

/**
 * Keeps in the audit log who was refused what. What is unknown and what is forbidden leave the same
 * record, as they give the same answer.
 *
 * @internal
 */
export class RefusalAudit {
  private readonly kept = new Map<string, number>();

  constructor(
    private readonly auditor: AuditorService,
    private readonly now: () => number = Date.now,
  ) {}

  async keep({ eventId, caller, request, meta, error }: Refusal) {
    if (this.wasKept(JSON.stringify([eventId, caller, meta]))) {
      return;
    }
    const event = await this.auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      ...(request && { request: request as unknown as Request }),
      meta: { caller, ...meta },
    });
    await event.fail({ error });
  }

  private wasKept(key: string): boolean {
    const now = this.now();
    const at = this.kept.get(key);
    if (at !== undefined && now - at < SILENCE) {
      return true;
    }
    this.kept.delete(key);
    this.kept.set(key, now);
    if (this.kept.size > MOST) {
      const [oldest] = this.kept.keys();
      this.kept.delete(oldest);
    }
    return false;
  }
}
