import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const children = new Set<ChildProcess>();

/** Ends a process with all that it started. */
function kill(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** Ends whatever is left of what was started here. */
export function killChildren(): void {
  children.forEach(kill);
}

/**
 * Starts a TypeScript file as this process was started, in a group of its own.
 *
 * @param onLine - called with each line of its output
 */
export function startChild(
  file: string,
  args: string[],
  onLine: (line: string) => void,
): {
  exited: Promise<number>;
  /** Writes a line to its input. */
  tell(line: string): void;
  end(): void;
} {
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, KASM_STARTER_PID: String(process.pid) },
  });
  children.add(child);
  createInterface({ input: child.stdout! }).on('line', onLine);
  const exited = new Promise<number>(resolve => {
    child.once('error', () => resolve(1));
    child.once('exit', code => {
      // Nothing of its own may stay behind.
      kill(child);
      children.delete(child);
      resolve(code ?? 1);
    });
  });
  return {
    exited,
    tell: line => child.stdin!.write(`${line}\n`),
    end: () => kill(child),
  };
}
