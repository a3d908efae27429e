import type { KubeClient } from '@kasm-portal/backstage-plugin-kasm-node';
import type {
  ContainerFacts,
  LogSignature,
  PodFacts,
} from '../observation/Observation';
import type { ProbeTurns } from '../endpoint/ProbeTurns';
import { findSignatures } from './signatures';

/** A pod that keeps failing, and what its log stands for. */
export interface Subject {
  /** As in `operations.md` §4.2: a role, `database`, `initdb`, `db-init` or `release`. */
  component: string;
  namespace: string;
  pod: PodFacts;
  /**
   * A container that works and may still tell why others do not; it is read once in each turn.
   */
  also?: { container: string; turn: number };
}

type Note = { pod: string; signatures: LogSignature[] };

const TAIL_LINES = 200;
const LIMIT_BYTES = 256 * 1024;
const DEADLINE = 5_000;

/** Containers of one deployment whose logs are read at most; the rest fails for the same reasons. */
const MAX_CONTAINERS = 12;

/**
 * Reads the logs of failing containers, once per restart, and keeps only known signatures with one
 * redacted line each. Without the right to read logs it keeps nothing and says nothing.
 *
 * @internal
 */
export class SignatureReader {
  private readonly notes = new Map<string, Note>();
  private readonly stopping = new AbortController();
  private queue: Promise<void> = Promise.resolve();
  private pending = 0;

  constructor(
    private readonly options: {
      client: KubeClient;
      /** Shared with the other deployments: one after another of each, and not all at once. */
      turns?: ProbeTurns;
      /** When what is known changed. */
      changed: () => void;
    },
  ) {}

  /** How many containers' states are remembered. */
  get size(): number {
    return this.notes.size;
  }

  /** In the same order on every replica. */
  get signatures(): LogSignature[] {
    return [...this.notes.values()]
      .flatMap(({ signatures }) => signatures)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Tells which pods fail now: new failures are read, what recovered is forgotten. */
  look(subjects: Subject[]): void {
    const looked = new Set(
      subjects.map(({ namespace, pod }) => `${namespace}/${pod.name}`),
    );
    let lost = false;
    for (const [id, note] of this.notes) {
      if (!looked.has(note.pod)) {
        this.notes.delete(id);
        lost ||= note.signatures.length > 0;
      }
    }
    for (const subject of subjects) {
      const { namespace, pod } = subject;
      for (const container of pod.containers) {
        const failing = isFailing(container);
        const { also } = subject;
        if (!failing && container.name !== also?.container) {
          continue;
        }
        const turn = failing ? '' : `/${also?.turn}`;
        const id = `${namespace}/${pod.name}/${container.name}/${container.restarts}/${container.state}${turn}`;
        if (!this.notes.has(id) && this.pending < MAX_CONTAINERS) {
          this.forget(id, container.name, ({ signatures }) => !signatures[0]);
          this.notes.set(id, {
            pod: `${namespace}/${pod.name}`,
            signatures: [],
          });
          this.pending++;
          this.queue = this.queue
            .then(() =>
              this.inTurn(() => this.read(id, subject, container, failing)),
            )
            .finally(() => {
              this.pending--;
            });
        }
      }
    }
    // What they said counts no more.
    if (lost) {
      this.options.changed();
    }
  }

  /** Resolves when nothing is being read any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.queue;
  }

  private inTurn(read: () => Promise<void>): Promise<void> {
    const { turns } = this.options;
    return turns ? turns.take(this.stopping.signal, read) : read();
  }

  private async read(
    id: string,
    { component, namespace, pod }: Subject,
    container: ContainerFacts,
    failing: boolean,
  ): Promise<void> {
    const lines: string[] = [];
    const runs = failing && container.restarts > 0 ? [true, false] : [false];
    for (const previous of runs) {
      if (this.stopping.signal.aborted || !this.notes.has(id)) {
        return;
      }
      try {
        lines.push(
          await this.options.client.podLog(pod.name, {
            namespace,
            container: container.name,
            tailLines: TAIL_LINES,
            limitBytes: LIMIT_BYTES,
            previous,
            deadline: DEADLINE,
            signal: this.stopping.signal,
          }),
        );
      } catch {
        // No rights, no previous container, a cluster that does not answer: status has to do.
      }
    }
    const at = container.lastTermination?.finishedAt ?? pod.createdAt;
    const signatures = findSignatures(component, lines.join('\n')).map(
      ({ id: signature, ...said }) => ({
        id: signature,
        component,
        pod: pod.name,
        at,
        ...said,
      }),
    );
    if (signatures.length > 0 && this.notes.has(id)) {
      this.forget(id, container.name, note => note.signatures.length > 0);
      this.notes.set(id, { pod: `${namespace}/${pod.name}`, signatures });
      this.options.changed();
    }
  }

  /**
   * Forgets notes on the same container in earlier states. What one of them said stays until another
   * says something; those that said nothing would pile up with every restart.
   */
  private forget(
    id: string,
    container: string,
    which: (note: Note) => boolean,
  ): void {
    const mine = id.slice(
      0,
      id.indexOf(`/${container}/`) + container.length + 2,
    );
    for (const [other, note] of this.notes) {
      if (other !== id && other.startsWith(mine) && which(note)) {
        this.notes.delete(other);
      }
    }
  }
}

function isFailing({
  ready,
  state,
  reason,
  lastTermination,
}: ContainerFacts): boolean {
  return (
    reason === 'CrashLoopBackOff' ||
    (state === 'terminated' && reason !== 'Completed') ||
    (!ready && lastTermination !== undefined && lastTermination.exitCode !== 0)
  );
}

function key({ component, pod, id, line }: LogSignature): string {
  return `${component} ${pod} ${id} ${line}`;
}
