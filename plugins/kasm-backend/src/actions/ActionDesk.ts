import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { callerOf } from '../permissions/callerOf';
import type { CallerLimit } from '../service/CallerLimit';
import type { VisibleDeployments } from '../service/VisibleDeployments';

/**
 * What every action does around its own work: the caller's share of requests, and a record of the call
 * whatever comes of it.
 *
 * @internal
 */
export class ActionDesk {
  constructor(
    private readonly options: {
      visible: VisibleDeployments;
      auditor: AuditorService;
      requestLimit: CallerLimit;
    },
  ) {}

  async call<T>(
    action: string,
    credentials: BackstageCredentials,
    meta: Record<string, string>,
    work: (visible: VisibleDeployments) => Promise<T>,
  ): Promise<T> {
    const { visible, auditor, requestLimit } = this.options;
    const caller = callerOf(credentials);
    const event = await auditor.createEvent({
      eventId: 'action-call',
      severityLevel: 'low',
      meta: { action, caller, ...meta },
    });
    try {
      requestLimit.use(caller);
      const result = await work(visible);
      await event.success();
      return result;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }
}
