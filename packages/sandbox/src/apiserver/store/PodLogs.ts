/** One line a container wrote. */
export interface LogLine {
  time: Date;
  text: string;
}

/** How many lines of each container are kept. */
const KEPT_LINES = 2000;

interface ContainerLog {
  lines: LogLine[];
  previous?: LogLine[];
  listeners: Set<(line: LogLine) => void>;
}

/** Logs of a pod's containers, by their names. */
type PodLog = Map<string, ContainerLog>;

/** A pod that is a copy of another has written the same, with other words. */
interface Inherited {
  from: string;
  renamed(text: string): string;
}

const keyOf = (namespace: string, pod: string) => `${namespace}/${pod}`;

/** What the containers of the pods have written, and what they had written before they restarted. */
export class PodLogs {
  private readonly pods = new Map<string, PodLog>();
  private readonly inherited = new Map<string, Inherited>();

  append(
    namespace: string,
    pod: string,
    container: string,
    line: LogLine,
  ): void {
    const log = this.log(namespace, pod, container);
    log.lines.push(line);
    if (log.lines.length > KEPT_LINES) {
      log.lines.shift();
    }
    [...log.listeners].forEach(listener => listener(line));
  }

  /** The container ended: what it wrote is the last there is, and the last of a finished run. */
  end(namespace: string, pod: string, container: string): void {
    const log = this.log(namespace, pod, container);
    log.previous = log.lines;
  }

  /** The container started anew: what it wrote so far is its previous log. */
  restart(namespace: string, pod: string, container: string): void {
    const log = this.log(namespace, pod, container);
    log.previous = log.lines;
    log.lines = [];
  }

  /** Undefined for `previous` when the container never restarted. */
  read(
    namespace: string,
    pod: string,
    container: string,
    previous: boolean,
  ): LogLine[] | undefined {
    const log = this.pod(keyOf(namespace, pod))?.get(container);
    return previous ? log?.previous : log?.lines ?? [];
  }

  follow(
    namespace: string,
    pod: string,
    container: string,
    listener: (line: LogLine) => void,
  ): () => void {
    const { listeners } = this.log(namespace, pod, container);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  forget(namespace: string, pod: string): void {
    const key = keyOf(namespace, pod);
    this.pods.delete(key);
    this.inherited.delete(key);
  }

  /** Lets copies of pods have written what their originals have; those that get another name are copied. */
  inherit(renamed: (text: string) => string): void {
    for (const from of this.pods.keys()) {
      const key = renamed(from);
      if (key !== from) {
        this.inherited.set(key, { from, renamed });
      }
    }
  }

  private pod(key: string): PodLog | undefined {
    const inherited = this.inherited.get(key);
    if (inherited) {
      this.inherited.delete(key);
      this.pods.set(key, copyOf(this.pods.get(inherited.from), inherited));
    }
    return this.pods.get(key);
  }

  private log(namespace: string, pod: string, container: string) {
    const key = keyOf(namespace, pod);
    let logs = this.pod(key);
    if (!logs) {
      logs = new Map();
      this.pods.set(key, logs);
    }
    let log = logs.get(container);
    if (!log) {
      log = { lines: [], listeners: new Set() };
      logs.set(container, log);
    }
    return log;
  }
}

function copyOf(logs: PodLog | undefined, { renamed }: Inherited): PodLog {
  const copied = (lines: LogLine[]) =>
    lines.map(({ time, text }) => ({ time, text: renamed(text) }));
  return new Map(
    [...(logs ?? [])].map(([container, { lines, previous }]) => [
      container,
      {
        lines: copied(lines),
        ...(previous ? { previous: copied(previous) } : {}),
        listeners: new Set(),
      },
    ]),
  );
}
