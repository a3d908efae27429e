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
import { withDeadline } from '../service/withDeadline';

/** Milliseconds between two looks at what there is to tell. */
const PULSE = 1_000;

/** Told in one pulse: an outage of a whole cluster must not become a burst. */
const MOST_AT_ONCE = 20;

/** Milliseconds; who does not answer by then is taken for away. */
const DEADLINE = 10_000;

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
  /** With the memory of what was told. */
  private readonly patience: Patience;
  /** With each deployment whose owner could not be told: it must not hold up the others. */
  private readonly patiences = new Map<string, Patience>();
  /** Whether it was said that owners cannot be told, and none could be since. */
  private said = false;
  private stopped = false;
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
      /** Instead of ten seconds. */
      deadline?: number;
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

  /** What is on its way may arrive, but not for longer than its deadline. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.inTime(this.running ?? Promise.resolve(), 'It').catch(() => {
      // It is told by whoever leads next.
    });
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
    this.patiences.delete(ref);
  }

  /** Tells what is due, each for itself. Never throws. */
  async look(): Promise<void> {
    if (!this.mayTell() || !this.options.store.ready) {
      return;
    }
    if (!(await this.remembers())) {
      return;
    }
    const due = [...this.matters.values()]
      .filter(matter => this.isDue(matter))
      .slice(0, MOST_AT_ONCE);
    const failed: Array<{ ref: string; why: string }> = [];
    for (const matter of due) {
      // Each may take a while, in which another replica may have begun to tell.
      if (!this.mayTell()) {
        break;
      }
      const { ref } = matter.deployment;
      try {
        await this.tell(matter);
        this.patiences.delete(ref);
        this.said = false;
      } catch (error) {
        const patience = this.patiences.get(ref) ?? new Patience(this.now);
        this.patiences.set(ref, patience);
        if (patience.failed()) {
          failed.push({ ref, why: (error as Error).message });
        }
      }
    }
    if (failed.length > 0 && !this.said) {
      this.said = true;
      const others =
        failed.length > 1 ? ` and ${failed.length - 1} others` : '';
      this.options.logger.warn(
        `Owners of ${failed[0].ref}${others} cannot be notified, and it is tried again: ${failed[0].why}`,
      );
    }
  }

  private mayTell(): boolean {
    if (this.stopped) {
      return false;
    }
    if (!this.options.leadership.leads) {
      // Another replica tells; what it told is read again when it is this one's turn.
      this.told = undefined;
      return false;
    }
    return true;
  }

  /** Whether it is known what was told until now. */
  private async remembers(): Promise<boolean> {
    if (this.told || !this.patience.mayTry()) {
      return this.told !== undefined;
    }
    try {
      this.told = await this.inTime(this.options.store.all(), 'The database');
      this.patience.succeeded();
      return true;
    } catch (error) {
      if (this.patience.failed()) {
        this.options.logger.warn(
          `Owners cannot be notified, and it is tried again: ${
            (error as Error).message
          }`,
        );
      }
      return false;
    }
  }

  private inTime<T>(work: Promise<T>, what: string): Promise<T> {
    return withDeadline(work, this.options.deadline ?? DEADLINE, what);
  }

  private isDue({ deployment, verdict, since, turned }: Matter): boolean {
    const told = this.lastOf(deployment.ref);
    // What changes faster than it can be told is bad all the same.
    const begin = told.severity ? since : turned;
    const lasted = this.now() - begin;
    return (
      isNews(verdict, told) &&
      lasted >= this.options.config.holdSeconds * 1000 &&
      (this.patiences.get(deployment.ref)?.mayTry() ?? true)
    );
  }

  private async tell({ deployment, verdict }: Matter): Promise<void> {
    const { facts, ref } = deployment;
    const told = this.lastOf(ref);
    await this.inTime(
      this.options.notifications.send({
        recipients: { type: 'entity', entityRef: fullRef(facts.owner) },
        payload: noticeOf(facts, verdict, told),
      }),
      'The notifications backend',
    );
    const next = toldAfter(verdict, told);
    // First here: a database that fails now must not make people hear it every second.
    this.told?.set(ref, next);
    await this.inTime(this.options.store.put(ref, next), 'The database');
  }

  private lastOf(ref: string): Told {
    return this.told?.get(ref) ?? NOTHING_TOLD;
  }

  private now = () => (this.options.now ?? Date.now)();
}
