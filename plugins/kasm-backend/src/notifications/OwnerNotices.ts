import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { NotificationsConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import { isDeepStrictEqual } from 'util';
import type { KnownDeployment } from '../descriptors/KnownDeployment';
import { fullRef } from '../permissions/deploymentRules';
import type { Leadership } from '../replicas/Leadership';
import type { StatusChange, StatusListener } from '../service/StatusListener';
import { isNews, NOTHING_TOLD, toldAfter } from './newsIn';
import { noticeOf } from './noticeOf';
import { Patience } from './Patience';
import type { Told, ToldStore } from './Told';
import { verdictOf, type Verdict } from './verdictOf';

/** Milliseconds between two looks at what there is to tell. */
const PULSE = 1_000;

/** Told in one pulse: an outage of a whole cluster must not become a burst. */
const MOST_AT_ONCE = 20;

/** What may have to be told of one deployment. Moments are milliseconds. */
interface Matter {
  deployment: KnownDeployment;
  verdict: Verdict;
  /** Since when the verdict is this one. */
  since: number;
  /** Since when it is bad, or well, whichever it is. */
  turned: number;
}

/**
 * Tells a deployment's owner when it breaks and when it is well again, once that has lasted for a while;
 * what breaks and mends itself within that time is not told. One notification for each deployment, which
 * later ones replace.
 *
 * It goes by states and not by events: what is so now is compared with what was told last, so that a
 * restart, another leader or a notifications backend that was away neither tell twice nor forget.
 *
 * @internal
 */
export class OwnerNotices implements StatusListener {
  private readonly matters = new Map<string, Matter>();
  private readonly patience: Patience;
  private told: Map<string, Told> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly options: {
      config: NotificationsConfig;
      notifications: NotificationService;
      store: ToldStore;
      leadership: Leadership;
      logger: LoggerService;
      now?: () => number;
    },
  ) {
    this.patience = new Patience(this.now);
  }

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.look().finally(() => {
        this.running = undefined;
      });
    }, PULSE);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  changed({ deployment, after }: StatusChange): void {
    const { ref } = deployment;
    const verdict = verdictOf(after, this.options.config.minSeverity);
    const before = this.matters.get(ref);
    if (!verdict) {
      this.matters.delete(ref);
      return;
    }
    const now = this.now();
    const same =
      before !== undefined &&
      before.verdict.severity === verdict.severity &&
      isDeepStrictEqual(before.verdict.keys, verdict.keys);
    const asBad =
      before !== undefined && !before.verdict.severity === !verdict.severity;
    this.matters.set(ref, {
      deployment,
      verdict,
      since: same ? before.since : now,
      turned: asBad ? before.turned : now,
    });
  }

  /** What was told stays remembered: the deployment may come back, and the process may only be ending. */
  forgotten(ref: string): void {
    this.matters.delete(ref);
  }

  /** Tells what is due. Never throws. */
  async look(): Promise<void> {
    if (!this.options.leadership.leads) {
      // Another replica tells; what it told is read again when it is this one's turn.
      this.told = undefined;
      return;
    }
    if (!this.options.store.ready || !this.patience.mayTry()) {
      return;
    }
    try {
      this.told ??= await this.options.store.all();
      const due = [...this.matters.values()]
        .filter(matter => this.isDue(matter))
        .slice(0, MOST_AT_ONCE);
      for (const matter of due) {
        await this.tell(matter);
      }
    } catch (error) {
      if (this.patience.failed()) {
        this.options.logger.warn(
          `Owners cannot be notified, and it is tried again: ${
            (error as Error).message
          }`,
        );
      }
    }
  }

  private isDue({ deployment, verdict, since, turned }: Matter): boolean {
    const told = this.lastOf(deployment.ref);
    // What changes faster than it can be told is bad all the same.
    const begin = told.severity ? since : turned;
    const lasted = this.now() - begin;
    return (
      isNews(verdict, told) && lasted >= this.options.config.holdSeconds * 1000
    );
  }

  private async tell({ deployment, verdict }: Matter): Promise<void> {
    const { facts, ref } = deployment;
    const told = this.lastOf(ref);
    await this.options.notifications.send({
      recipients: { type: 'entity', entityRef: fullRef(facts.owner) },
      payload: noticeOf(facts, verdict, told),
    });
    this.patience.succeeded();
    const next = toldAfter(verdict, told);
    // First here: a database that fails now must not make people hear it every second.
    this.told?.set(ref, next);
    await this.options.store.put(ref, next);
  }

  private lastOf(ref: string): Told {
    return this.told?.get(ref) ?? NOTHING_TOLD;
  }

  private now = () => (this.options.now ?? Date.now)();
}
