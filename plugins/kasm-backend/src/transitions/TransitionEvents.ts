import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  KASM_TRANSITIONS_TOPIC,
  type KasmTransitionEvent,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { StatusChange, StatusListener } from '../service/StatusListener';
import { transitionOf } from './transitionOf';

/**
 * Tells other plugins of every transition: which deployment and which revision, nothing else, since a
 * topic has no permissions. The first judgement after a start is none.
 *
 * @internal
 */
export class TransitionEvents implements StatusListener {
  constructor(
    private readonly options: { events: EventsService; logger: LoggerService },
  ) {}

  changed({ deployment, before, after }: StatusChange): void {
    if (!before || !transitionOf(before, after)) {
      return;
    }
    const eventPayload: KasmTransitionEvent = {
      ref: deployment.ref,
      revision: after.revision,
    };
    this.options.events
      .publish({ topic: KASM_TRANSITIONS_TOPIC, eventPayload })
      .catch(error =>
        this.options.logger.debug(`No event was published: ${error.message}`),
      );
  }
}
