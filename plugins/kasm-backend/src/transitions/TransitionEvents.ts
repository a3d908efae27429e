import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  KASM_TRANSITIONS_TOPIC,
  type KasmTransitionEvent,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { StatusChange, StatusListener } from '../service/StatusListener';
import { SettledDeployments } from './SettledDeployments';
import { transitionOf } from './transitionOf';

/**
 * Tells other plugins of every transition: which deployment and which revision, nothing else, since a
 * topic has no permissions. What is judged until a deployment was seen as a whole is none.
 *
 * @internal
 */
export class TransitionEvents implements StatusListener {
  private readonly settled: SettledDeployments;

  constructor(
    private readonly options: {
      events: EventsService;
      logger: LoggerService;
      /** Milliseconds since 1970. */
      now?: () => number;
    },
  ) {
    this.settled = new SettledDeployments(options.now ?? Date.now);
  }

  changed({ deployment, before, after }: StatusChange): void {
    const isNews = before !== undefined && this.settled.has(before);
    this.settled.has(after);
    if (!isNews || !transitionOf(before, after)) {
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

  forgotten(ref: string): void {
    this.settled.forget(ref);
  }
}
