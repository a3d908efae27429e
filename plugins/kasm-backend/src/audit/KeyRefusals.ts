import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import type { StatusChange, StatusListener } from '../service/StatusListener';

const REFUSED: SourceState[] = ['unauthenticated', 'forbidden'];

/**
 * Keeps in the audit log that Kasm refuses a configured key: it expired, was taken back, or somebody
 * uses another. Once for each time that it begins; the key itself is in no record.
 *
 * @internal
 */
export class KeyRefusals implements StatusListener {
  private readonly refused = new Set<string>();

  constructor(
    private readonly options: {
      auditor: AuditorService;
      logger: LoggerService;
    },
  ) {}

  changed({ deployment: { ref }, after }: StatusChange): void {
    const source = after.sources.kasmApi;
    if (!source || !REFUSED.includes(source.state)) {
      this.refused.delete(ref);
      return;
    }
    if (!this.refused.has(ref)) {
      this.refused.add(ref);
      this.keep(ref, source.reason).catch(error =>
        this.options.logger.warn(`No audit record was kept: ${error.message}`),
      );
    }
  }

  forgotten(ref: string): void {
    this.refused.delete(ref);
  }

  private async keep(deployment: string, reason = 'refused'): Promise<void> {
    const event = await this.options.auditor.createEvent({
      eventId: 'kasm-api-key',
      severityLevel: 'high',
      meta: { deployment },
    });
    await event.fail({ error: new Error(reason) });
  }
}
