import type { KasmSignal } from '@kasm-portal/backstage-plugin-kasm-common';
import type { KasmAnswer, KasmApi } from '../api/KasmApi';
import { NOTHING_YET, type DeploymentView } from './DeploymentView';
import { nextLookIn, WARM_UP } from './pace';

/** An answer that takes longer counts as none. Milliseconds. */
const DEADLINE = 10_000;

/** Least time between two looks, so that a storm of signals is not a storm of requests. */
const LEAST_GAP = 300;

/**
 * A document older than this is asked for in full: 304 says that nothing changed, but the times at
 * which the sources were last heard are not part of the revision.
 */
const REFRESH_AFTER = 30_000;

/**
 * Keeps one deployment's status current for as long as somebody is subscribed: looks at once, when
 * signalled, and at a pace that depends on what it sees; rests while the page is hidden.
 *
 * @internal
 */
export class LiveDeployment {
  private current: DeploymentView = NOTHING_YET;
  private etag?: string;
  private documentAt = 0;
  private readonly listeners = new Set<() => void>();
  private timer?: ReturnType<typeof setTimeout>;
  private inFlight?: AbortController;
  private lookAgain = false;
  private startedAt = 0;
  private lookedAt = 0;
  private heardSignal = false;

  constructor(
    private readonly api: Pick<KasmApi, 'getDeployment'>,
    private readonly ref: string,
  ) {}

  get view(): DeploymentView {
    return this.current;
  }

  /** The first subscriber starts it, the last one to leave stops it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    };
  }

  /** A hint that some deployment changed; which one, only the backend may tell. */
  signalled(signal: KasmSignal): void {
    this.heardSignal = true;
    if (signal.revision !== this.current.status?.revision) this.look();
  }

  /** Looks now, or right after the look that is under way, whose answer may be too old. */
  look = (): void => {
    if (this.listeners.size === 0 || document.visibilityState === 'hidden') {
      return;
    }
    if (this.inFlight) {
      this.lookAgain = true;
      return;
    }
    const wait = this.lookedAt + LEAST_GAP - Date.now();
    if (wait > 0) this.lookIn(wait);
    else this.ask();
  };

  private start(): void {
    this.startedAt = Date.now();
    this.heardSignal = false;
    this.lookedAt = 0;
    document.addEventListener('visibilitychange', this.visibilityChanged);
    window.addEventListener('online', this.look);
    this.look();
  }

  private stop(): void {
    document.removeEventListener('visibilitychange', this.visibilityChanged);
    window.removeEventListener('online', this.look);
    clearTimeout(this.timer);
    this.inFlight?.abort();
    this.inFlight = undefined;
    this.lookAgain = false;
  }

  private readonly visibilityChanged = () => {
    if (document.visibilityState === 'hidden') clearTimeout(this.timer);
    else this.look();
  };

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.look, ms);
  }

  private async ask(): Promise<void> {
    clearTimeout(this.timer);
    const request = new AbortController();
    this.inFlight = request;
    this.lookedAt = Date.now();
    const fresh = this.lookedAt - this.documentAt < REFRESH_AFTER;
    let next: DeploymentView;
    try {
      const answer = await withDeadline(request, signal =>
        this.api.getDeployment(this.ref, {
          etag: fresh ? this.etag : undefined,
          signal,
        }),
      );
      if (this.inFlight !== request) return;
      next = this.answered(answer);
    } catch (error) {
      if (this.inFlight !== request) return;
      next = this.failed(error);
    }
    this.inFlight = undefined;
    this.current = next;
    this.listeners.forEach(listener => listener());
    this.goOn();
  }

  private goOn(): void {
    if (this.listeners.size === 0 || document.visibilityState === 'hidden') {
      this.lookAgain = false;
      return;
    }
    if (this.lookAgain) {
      this.lookAgain = false;
      this.look();
      return;
    }
    const warmingUp =
      !this.heardSignal && Date.now() - this.startedAt < WARM_UP;
    this.lookIn(nextLookIn(this.current, warmingUp));
  }

  private answered(answer: KasmAnswer): DeploymentView {
    const seenAt = Date.now();
    if (answer.kind === 'notModified' && this.current.status) {
      const { status } = this.current;
      return { state: 'shown', status, seenAt, failures: 0 };
    }
    if (answer.kind === 'status') {
      this.etag = answer.etag;
      this.documentAt = seenAt;
      return { state: 'shown', status: answer.status, seenAt, failures: 0 };
    }
    // What may no longer be seen is not kept either.
    this.etag = undefined;
    const state = answer.kind === 'notModified' ? 'loading' : answer.kind;
    return { state, seenAt, failures: 0 };
  }

  private failed(error: unknown): DeploymentView {
    return {
      ...this.current,
      state: this.current.status ? 'shown' : 'failed',
      failure: error instanceof Error ? error.message : String(error),
      failures: this.current.failures + 1,
    };
  }
}

async function withDeadline<T>(
  request: AbortController,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${DEADLINE / 1_000} s`));
      request.abort();
    }, DEADLINE);
  });
  try {
    return await Promise.race([work(request.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
