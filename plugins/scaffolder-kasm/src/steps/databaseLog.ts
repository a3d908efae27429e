import {
  redactLine,
  redactLog,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { PreparedRun } from '../run/RunContext';

const TAIL = 200;
const SHOWN = 30;

/** What lines of Kasm's initialisation and of PostgreSQL mean, the most telling first. */
const SIGNATURES: Array<[RegExp, string]> = [
  [
    /password authentication failed for user|no password supplied/,
    'the database refuses the login: the Secrets of its two namespaces must hold the same password',
  ],
  [
    /could not translate host name "/,
    'the name of the database cannot be resolved: check DNS in the cluster and network policies',
  ],
  [
    /(Connection refused|Connection timed out|No route to host|timeout expired).*(connection to server|5432)|(connection to server|5432).*(Connection refused|Connection timed out|No route to host|timeout expired)/,
    'the database cannot be reached: check network policies between the namespaces',
  ],
  [
    /(role|database) \\?"[^"]*" does not exist/,
    'the login or the database that Kasm wants is not there',
  ],
  [
    /uuid_generate_v4\(\) does not exist|extension \\?"uuid-ossp/,
    'the extension uuid-ossp is missing: the database was not made with postInitApplicationSQL',
  ],
  [
    /permission denied/,
    'the login may not do what initialising needs: initialise as the superuser',
  ],
  [
    /relation \\?"(zones|settings)\\?" does not exist/,
    'the tables of Kasm are missing: the initialisation did not come to its end',
  ],
  [/No space left on device/, 'the disk of the database is full'],
];

/**
 * Keeps what the initialisation writes while it runs: its Job takes its log along 100 seconds after
 * the end, also when it failed.
 */
export class DatabaseLog {
  private lines: string[] = [];

  constructor(private readonly run: PreparedRun) {}

  /** Reads again what the pods of the Job have written so far. */
  async capture(pods: readonly KubeObject[], signal: AbortSignal) {
    for (const pod of pods) {
      const lines = await this.read(
        pod.metadata.name,
        this.run.names.namespace,
        signal,
      );
      if (lines.length > 0) {
        this.lines = lines;
      }
    }
  }

  /** What is behind a failure, in one sentence; the last lines go into the task's log. */
  async explain(signal: AbortSignal): Promise<string> {
    const said = meaning(this.lines) ?? (await this.databaseSays(signal));
    if (this.lines.length > 0) {
      this.run.progress.line('Last lines of the initialisation:');
      this.lines
        .slice(-SHOWN)
        .forEach(line => this.run.progress.line(`  ${line}`));
    }
    return said ? `: ${said}` : '';
  }

  /** psql's errors are often thrown away on Kasm's side; the database keeps them. */
  private async databaseSays(signal: AbortSignal): Promise<string | undefined> {
    const { databaseNamespace: namespace, databaseCluster } = this.run.names;
    try {
      const cluster = await this.run.client.get<
        KubeObject & { status?: { currentPrimary?: string } }
      >(resources.databaseClusters, databaseCluster, { namespace, signal });
      const primary = cluster.status?.currentPrimary ?? `${databaseCluster}-1`;
      return meaning(await this.read(primary, namespace, signal, 'postgres'));
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  private async read(
    pod: string,
    namespace: string,
    signal: AbortSignal,
    container?: string,
  ): Promise<string[]> {
    try {
      const text = await this.run.client.podLog(pod, {
        namespace,
        ...(container && { container }),
        tailLines: TAIL,
        signal,
      });
      return redactLog(text);
    } catch {
      // not begun, gone, or without the right to read it
      signal.throwIfAborted();
      return [];
    }
  }
}

/** The newest line that means something, and what. */
function meaning(lines: readonly string[]): string | undefined {
  for (const [pattern, what] of SIGNATURES) {
    const line = [...lines].reverse().find(each => pattern.test(each));
    if (line) {
      return `${what} (${redactLine(line, 200)})`;
    }
  }
  return undefined;
}
