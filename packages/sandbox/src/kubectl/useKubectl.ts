import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';
import './installedKubectl';

/** What a command printed, and how it ended. */
export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** A command that goes on, as `get -w`. */
export interface Running {
  /** Kept once it printed that. */
  until(wanted: RegExp): Promise<string>;
  stop(): void;
}

/** The real kubectl, talking to a sandbox of its own. */
export interface Kubectl {
  sandbox: Sandbox;
  /** Runs a command line, split at spaces outside quotes; rejects with what it printed when it fails. */
  run(line: string, input?: unknown): Promise<string>;
  /** As run, for commands that may fail. */
  ended(line: string, input?: unknown): Promise<Ended>;
  start(line: string): Running;
  /** Runs a line with bash, in `directory`, where `ca.crt` is. */
  shell(line: string): Promise<string>;
  readonly directory: string;
}

const COMMAND_MS = 60_000;
const TEST_MS = 120_000;

/** `get pods -o 'a b'` as a shell splits it. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|[^\s']+/g)].map(
    match => match[1] ?? match[0],
  );
}

/** Starts a seeded sandbox for the tests of a file, and ends it after them. */
export function useKubectl(): Kubectl {
  jest.setTimeout(TEST_MS);
  const kubectl = {} as Kubectl;
  const running = new Set<() => void>();
  let directory = '';

  const environment = () => ({
    PATH: process.env.PATH,
    // kubectl keeps what it discovered below HOME; another run's must not be believed.
    HOME: directory,
    KUBECONFIG: join(directory, 'kubeconfig'),
  });

  const ended = (line: string, input?: unknown) =>
    new Promise<Ended>(resolve => {
      const child = execFile(
        'kubectl',
        words(line),
        {
          timeout: COMMAND_MS,
          maxBuffer: 64 * 1024 * 1024,
          env: environment(),
          cwd: directory,
        },
        (error, out, err) =>
          resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
      );
      child.stdin?.end(
        typeof input === 'string' ? input : JSON.stringify(input ?? ''),
      );
    });

  Object.assign(kubectl, {
    ended,
    shell: (line: string) =>
      new Promise<string>((resolve, reject) => {
        execFile(
          'bash',
          ['-o', 'pipefail', '-c', line],
          { timeout: COMMAND_MS, env: environment(), cwd: directory },
          (error, out, err) =>
            error
              ? reject(new Error(`${line}\n${out}${err}${error.message}`))
              : resolve(out),
        );
      }),
    async run(line: string, input?: unknown) {
      const { code, out, err } = await ended(line, input);
      if (code !== 0) {
        throw new Error(`kubectl ${line}: exit ${code}\n${out}${err}`);
      }
      return out;
    },
    start(line: string): Running {
      const child = spawn('kubectl', words(line), { env: environment() });
      let text = '';
      let isOver = false;
      const waiting = new Set<() => void>();
      const heard = (chunk?: Buffer) => {
        text += chunk ?? '';
        [...waiting].forEach(look => look());
      };
      child.stdout.on('data', heard);
      child.stderr.on('data', heard);
      child.on('close', () => {
        isOver = true;
        heard();
      });
      const stop = () => {
        running.delete(stop);
        child.kill();
      };
      running.add(stop);
      return {
        stop,
        until: wanted =>
          new Promise((resolve, reject) => {
            const timer = setTimeout(
              () => reject(new Error(`kubectl ${line} only printed: ${text}`)),
              COMMAND_MS,
            );
            const look = () => {
              const found = wanted.test(text);
              if (found || isOver) {
                clearTimeout(timer);
                waiting.delete(look);
                if (found) {
                  resolve(text);
                } else {
                  reject(new Error(`kubectl ${line} ended with: ${text}`));
                }
              }
            };
            waiting.add(look);
            look();
          }),
      };
    },
  });

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'kubectl-'));
    kubectl.sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      speed: 10,
    });
    writeFileSync(join(directory, 'kubeconfig'), kubectl.sandbox.kubeconfig, {
      mode: 0o600,
    });
    writeFileSync(join(directory, 'ca.crt'), kubectl.sandbox.ca);
    Object.assign(kubectl, { directory });
    // Discovery once; what follows finds it on the disk.
    await kubectl.run('api-versions');
  }, TEST_MS);
  afterAll(async () => {
    [...running].forEach(stop => stop());
    await kubectl.sandbox?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return kubectl;
}

/** The rows that a `kubectl get` printed, by column. */
export function rowsOf(printed: string): Array<Record<string, string>> {
  const [header, ...lines] = printed.trimEnd().split('\n');
  const columns = [...header.matchAll(/\S+(?: \S+)*/g)].map(match => ({
    name: match[0],
    start: match.index,
  }));
  return lines.map(line =>
    Object.fromEntries(
      columns.map(({ name, start }, index) => [
        name,
        line.slice(start, columns[index + 1]?.start).trim(),
      ]),
    ),
  );
}

/** All of them at once: kubectl waits for the server and for itself more than it computes. */
export const together = <T>(...promises: Array<Promise<T>>): Promise<T[]> =>
  Promise.all(promises);
