import {
  clusterText,
  KubeError,
  type KubeClient,
  type KubeObject,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isDeepStrictEqual } from 'node:util';
import type { ControlPlaneFacts } from '../observation/Observation';
import { condition, type Condition } from './Watched';

type Found = ControlPlaneFacts['namespace'];

/** Milliseconds between two looks. */
const PAUSE = 30_000;
/** Milliseconds that one look may take. */
const DEADLINE = 5_000;

/**
 * One namespace, which the reader may get by name and not watch. It is only asked for while there is a
 * reason to: then once in half a minute.
 *
 * @internal
 */
export class NamespaceWatch {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private wanted = false;
  private last: Found;

  constructor(
    private readonly options: {
      client: KubeClient;
      namespace: string;
      changed: () => void;
    },
  ) {}

  /** What is known of it while it is wanted; undefined while nobody knows, or nobody may. */
  facts(wanted: boolean): Found {
    if (wanted && !this.wanted && !this.stopping.signal.aborted) {
      this.look();
    }
    this.wanted = wanted;
    if (!wanted) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.last = undefined;
    }
    return this.last;
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    const found = await this.ask();
    if (this.stopping.signal.aborted || !this.wanted) {
      return;
    }
    this.timer = setTimeout(() => this.look(), PAUSE);
    this.timer.unref?.();
    if (!isDeepStrictEqual(found, this.last)) {
      this.last = found;
      this.options.changed();
    }
  }

  private async ask(): Promise<Found> {
    const { client, namespace } = this.options;
    try {
      const { status } = await client.get<
        KubeObject & { status?: { phase?: string; conditions?: Condition[] } }
      >(resources.namespaces, namespace, {
        deadline: DEADLINE,
        signal: this.stopping.signal,
      });
      const left = condition(status?.conditions, 'NamespaceContentRemaining');
      return status?.phase === 'Terminating'
        ? { phase: 'Terminating', message: clusterText(left?.message) }
        : { phase: 'Active' };
    } catch (error) {
      return error instanceof KubeError && error.kind === 'notFound'
        ? { phase: 'absent' }
        : undefined;
    }
  }
}
