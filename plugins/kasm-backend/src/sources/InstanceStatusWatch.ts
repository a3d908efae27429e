import { isDeepStrictEqual } from 'util';
import {
  KubeError,
  type KubeClient,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type {
  DatabaseFacts,
  ReplicationFacts,
} from '../observation/Observation';
import { replicationFacts, type InstanceAnswer } from './instanceStatus';

/** Port of CloudNativePG's instance manager. */
const PORT = 8000;
const INTERVAL = 15_000;
/** Without the right it is not asked for often. */
const PAUSE_WHEN_REFUSED = 5 * 60_000;
const DEADLINE = 4_000;
const LIMIT_BYTES = 256 * 1024;

/** The database as it is known while it asks. */
type Known = Pick<DatabaseFacts, 'currentPrimary' | 'pods'> | undefined;

/**
 * Asks the primary's instance manager, through the API server, how far its replicas are. One request
 * at a time; what is not answered is not known.
 *
 * @internal
 */
export class InstanceStatusWatch {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private asking: Promise<void> = Promise.resolve();
  private last: ReplicationFacts | undefined;
  /** Managers of old operators speak http. */
  private scheme: 'https' | 'http' = 'https';

  constructor(
    private readonly options: {
      client: KubeClient;
      namespace: string;
      known: () => Known;
      changed: () => void;
      interval?: number;
    },
  ) {}

  get facts(): ReplicationFacts | undefined {
    return this.last;
  }

  start(): void {
    // Those of a thousand databases need not ask in one moment.
    const { interval = INTERVAL } = this.options;
    this.later(Math.random() * interval);
  }

  /** Resolves when nothing is asked any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.asking;
  }

  private later(wait: number): void {
    if (!this.stopping.signal.aborted) {
      this.timer = setTimeout(() => {
        this.asking = this.round();
      }, wait);
    }
  }

  private async round(): Promise<void> {
    const { interval = INTERVAL } = this.options;
    let wait = interval;
    try {
      this.tell(await this.ask());
    } catch (error) {
      const refused = error instanceof KubeError && isRefusal(error);
      wait = refused ? Math.max(interval, PAUSE_WHEN_REFUSED) : interval;
      if (!refused) {
        this.scheme = this.scheme === 'https' ? 'http' : 'https';
      }
      this.tell(undefined);
    }
    this.later(wait);
  }

  private async ask(): Promise<ReplicationFacts | undefined> {
    const { client, namespace, known } = this.options;
    const { currentPrimary, pods = [] } = known() ?? {};
    const primary = pods.find(
      ({ name, ready }) => name === currentPrimary && ready,
    );
    if (!primary) {
      return undefined;
    }
    const answer = await client.podProxy(primary.name, {
      namespace,
      scheme: this.scheme,
      port: PORT,
      path: 'pg/status',
      limitBytes: LIMIT_BYTES,
      deadline: DEADLINE,
      signal: this.stopping.signal,
    });
    return replicationFacts(Object(JSON.parse(answer)) as InstanceAnswer, pods);
  }

  private tell(facts: ReplicationFacts | undefined): void {
    if (!this.stopping.signal.aborted && !isDeepStrictEqual(facts, this.last)) {
      this.last = facts;
      this.options.changed();
    }
  }
}

/** What asking in another way does not mend. */
function isRefusal({ kind, details }: KubeError): boolean {
  return (
    ['forbidden', 'unauthenticated', 'notFound'].includes(kind) ||
    details.status === 405
  );
}
