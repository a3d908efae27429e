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

/** What the containers of the pods have written, and what they had written before they restarted. */
export class PodLogs {
  private readonly logs = new Map<string, ContainerLog>();

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
    const log = this.logs.get(`${namespace}/${pod}/${container}`);
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
    for (const key of this.logs.keys()) {
      if (key.startsWith(`${namespace}/${pod}/`)) {
        this.logs.delete(key);
      }
    }
  }

  private log(namespace: string, pod: string, container: string) {
    const key = `${namespace}/${pod}/${container}`;
    let log = this.logs.get(key);
    if (!log) {
      log = { lines: [], listeners: new Set() };
      this.logs.set(key, log);
    }
    return log;
  }
}
