import { describeAttempt } from '../client/Attempt';
import type { KubeObject, WatchEvent } from '../client/KubeClient';
import { KubeError, type KubeErrorKind } from '../client/KubeError';
import { blindReason, reasonOf, stateOf } from './advice';
import { Backoff } from './Backoff';
import type { ProbeState } from './ClusterProbe';
import { listAll } from './listAll';
import { Pause } from './Pause';
import { systemClock, type ReflectorClock } from './ReflectorClock';
import type { ReflectorOptions, ReflectorState } from './ReflectorOptions';
import { isOlder } from './resourceVersion';
import { Sight } from './Sight';
import { keyOf, Store } from './Store';
import { WatchProof } from './WatchProof';

/** What only people can change, so that asking often is of no use. */
const REFUSALS: KubeErrorKind[] = ['forbidden', 'unauthenticated', 'notFound'];
/** Broken streams in a row that mean more than a passing trouble. */
const PATIENCE = 3;

/**
 * Keeps projections of the objects of one resource, in one namespace or by one selector, as they
 * are in the cluster: a paged list, then a watch that is resumed for as long as it lasts. Every
 * trouble becomes a {@link ReflectorState} and is tried again.
 *
 * @public
 */
export class Reflector<T> {
  private readonly options: ReflectorOptions<T>;
  private readonly clock: ReflectorClock;
  private readonly backoff: Backoff;
  private readonly store: Store<T>;
  private readonly stopping = new AbortController();
  private readonly sight: Sight;
  private readonly pause: Pause;
  private unsubscribe: () => void = () => {};
  private probeState?: ProbeState;
  private loop?: Promise<void>;
  private attempt = new AbortController();
  /** Where to go on watching; undefined asks for a list. */
  private version?: string;
  private everRead = false;
  private looks = 0;
  /** A list alone is no proof of sight when it was the watch that failed. */
  private watchFailed = false;
  private proof: WatchProof;

  constructor(options: ReflectorOptions<T>) {
    const { first = 500, cap = 30_000 } = options.backoff ?? {};
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.backoff = new Backoff(first, cap, options.random ?? Math.random);
    this.pause = new Pause(this.clock);
    this.proof = new WatchProof(this.clock);
    this.store = new Store(
      change => this.guard(() => options.onChange?.(change)),
      {
        most: options.mostPerNamespace,
        onLeftOut: namespace =>
          this.guard(() => options.onLeftOut?.(namespace)),
      },
    );
    this.sight = new Sight(
      () => this.clock.now().toISOString(),
      state => this.guard(() => options.onState?.(state)),
      `${this.describe('list')} has not been answered yet`,
    );
  }

  /** Everything that is known, by key. */
  get items(): ReadonlyMap<string, T> {
    return this.store.items;
  }

  /**
   * How many objects of a namespace are not among the items because there are more than
   * {@link ReflectorOptions.mostPerNamespace}. Empty for objects without a namespace.
   */
  leftOut(namespace: string): number {
    return this.store.leftOut(namespace);
  }

  get state(): ReflectorState {
    return this.sight.state;
  }

  /** How often the watch was begun anew, for whatever reason: servers end it every few minutes. */
  get restarts(): number {
    return Math.max(0, this.looks - 1);
  }

  /** Resolves when the first look has come to something, good or bad, or the reflector is stopped. */
  settled(): Promise<void> {
    return this.sight.settled;
  }

  /** Begins; does nothing when it has begun. */
  start(): void {
    if (this.loop || this.stopping.signal.aborted) return;
    const { probe } = this.options;
    if (probe) {
      this.probeState = probe.report.state;
      if (this.blind()) this.probed();
      this.unsubscribe = probe.subscribe(() => this.probed());
    }
    this.loop = this.run();
  }

  /** Ends for good; resolves when no timer, socket or callback is left. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.unsubscribe();
    this.retryNow();
    this.sight.close();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.attempt = new AbortController();
      const wait = await this.once(this.attempt.signal);
      if (wait > 0 && !this.attempt.signal.aborted) await this.pause.take(wait);
    }
  }

  /** One list if need be, and one watch. Returns the milliseconds until the next. */
  private async once(signal: AbortSignal): Promise<number> {
    this.proof = new WatchProof(this.clock);
    this.looks += 1;
    try {
      const version = this.version ?? (await this.list(signal));
      await this.watch(version, signal);
      if (signal.aborted) return 0;
      if (!this.proof.works) return this.backoff.next();
      this.backoff.reset();
      return 0;
    } catch (error) {
      return signal.aborted ? 0 : this.judge(error);
    }
  }

  private async list(signal: AbortSignal): Promise<string> {
    const {
      client,
      resource,
      pageSize = 100,
      deadline = 10_000,
    } = this.options;
    const { namespace, labelSelector, fieldSelector } = this.options;
    const listed = new Map<string, T>();
    const version = await listAll(
      client,
      resource,
      {
        namespace,
        labelSelector,
        fieldSelector,
        pageSize,
        deadline,
        signal,
      },
      {
        begin: () => listed.clear(),
        each: object => {
          const item = this.project(object);
          if (item !== undefined) listed.set(keyOf(object), item);
        },
      },
    );
    signal.throwIfAborted();
    this.version = version;
    this.everRead = true;
    this.store.replace(listed);
    if (!this.watchFailed) this.seeing();
    return version;
  }

  private async watch(version: string, signal: AbortSignal): Promise<void> {
    const { client, resource, inactivity = 90_000 } = this.options;
    const { namespace, labelSelector, fieldSelector } = this.options;
    const events = client.watch(resource, {
      namespace,
      labelSelector,
      fieldSelector,
      resourceVersion: version,
      signal,
      inactivity,
      deadline: this.options.deadline,
      onOpen: () => {
        if (signal.aborted) return;
        this.proof.open();
        this.watchFailed = false;
        this.seeing();
      },
    });
    for await (const event of events) {
      if (signal.aborted) return;
      this.apply(event);
    }
  }

  private apply({ type, object }: WatchEvent): void {
    const version = object.metadata.resourceVersion;
    const back = version !== undefined && isOlder(version, this.version ?? '0');
    if (back && type !== 'DELETED') {
      // Only a restored or replaced server goes back; what it missed to tell can only be listed.
      throw new KubeError(
        'gone',
        `${this.describe('watch')} went back in time`,
      );
    }
    if (type !== 'BOOKMARK') {
      const item = type === 'DELETED' ? undefined : this.project(object);
      if (item === undefined) this.store.delete(keyOf(object));
      else this.store.set(keyOf(object), item);
    }
    if (version !== undefined && !back && this.version !== undefined) {
      this.version = version;
    }
    this.proof.tell();
    this.watchFailed = false;
    this.backoff.reset();
    this.seeing();
  }

  /** What to do about a failure. Returns the milliseconds until the next attempt. */
  private judge(thrown: unknown): number {
    const error =
      thrown instanceof KubeError
        ? thrown
        : new KubeError(
            'server',
            `${this.describe('watch')} failed (${String(thrown)})`,
          );
    const { kind, details } = error;
    if (this.proof.works) this.backoff.reset();
    const refused = REFUSALS.includes(kind);
    const { slowRetry = 30_000 } = this.options;
    const wait = this.backoff.next(refused ? slowRetry : undefined);
    const { count } = this.backoff;
    if (kind === 'gone') {
      this.version = undefined;
      return count === 1 ? 0 : wait;
    }
    const broke = kind === 'unreachable' || kind === 'timeout';
    if (this.proof.opened && broke && count < PATIENCE) {
      // A stream broke or fell silent: going on at once tells whether there is more to it.
      return count === 1 ? 0 : wait;
    }
    if (this.version !== undefined) this.watchFailed = true;
    // A server that was away may have come back as another one: numbers prove nothing any more.
    this.version = undefined;
    const passing = ['throttled', 'server'].includes(kind) && count === 1;
    // What the probe has said of it stands.
    const said = this.blind() && broke;
    if (!said && !(passing && this.everRead)) {
      this.sight.report(stateOf(kind, this.everRead), reasonOf(error));
    }
    return Math.max(wait, details.retryAfter ?? 0);
  }

  private blind(): boolean {
    return this.options.probe?.report.state === 'unreachable';
  }

  /** The cluster went, or is back, or answers otherwise than before. */
  private probed(): void {
    const before = this.probeState;
    this.probeState = this.options.probe?.report.state;
    if (this.blind()) {
      this.sight.report('unreachable', blindReason(this.describe('watch')));
      // What was open may be dead on one side only: it does not count when the cluster is back.
      this.version = undefined;
    } else if (before !== 'unknown') {
      this.retryNow();
    }
  }

  private retryNow(): void {
    this.attempt.abort();
    this.pause.end();
  }

  /** Something was heard just now. */
  private seeing(): void {
    this.sight.heard();
    if (this.blind()) return;
    if (this.store.items.size > 0) this.sight.report('ok');
    else this.sight.report('empty', `${this.describe('list')} found nothing`);
  }

  private project(object: KubeObject): T | undefined {
    return this.guard(() => this.options.project(object));
  }

  private guard<R>(run: () => R): R | undefined {
    try {
      return run();
    } catch (error) {
      const where = this.describe('watch');
      this.options.logger?.warn(
        `${where}: an observer failed: ${(error as Error).message}`,
      );
      return undefined;
    }
  }

  private describe(verb: string): string {
    const { client, resource, namespace } = this.options;
    return describeAttempt({
      cluster: client.cluster,
      verb,
      resource,
      namespace,
    });
  }
}
