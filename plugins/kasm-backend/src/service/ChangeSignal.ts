import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  KASM_SIGNAL_CHANNEL,
  type KasmSignal,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { SignalsService } from '@backstage/plugin-signals-node';

/** At most four a second, however much changes. */
const INTERVAL = 250;

/**
 * Tells every open page that something changed. Only a revision is told, never a name, since
 * anybody who is signed in may listen; each listener asks again and is told what he may see.
 *
 * @internal
 */
export class ChangeSignal {
  private timer: NodeJS.Timeout | undefined;
  private waiting: string | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      signals: SignalsService;
      logger: LoggerService;
    },
  ) {}

  /** Tells at once, or with the next that may be told. The newest revision stands for all. */
  tell(revision: string): void {
    this.waiting = revision;
    if (!this.timer && !this.stopped) {
      this.send();
    }
  }

  /** Ends for good. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = undefined;
  }

  private send(): void {
    const revision = this.waiting;
    this.waiting = undefined;
    this.timer = undefined;
    if (revision === undefined) {
      return;
    }
    this.timer = setTimeout(() => this.send(), INTERVAL);
    const message: KasmSignal = { revision };
    this.options.signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: KASM_SIGNAL_CHANNEL,
        message,
      })
      .catch(error =>
        this.options.logger.debug(`No signal was sent: ${error.message}`),
      );
  }
}
