import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { whenOrphaned } from './orphaned.mjs';
import { root } from './root.mjs';

/** Node arguments that run a package's TypeScript as it is. */
export const typescript = [
  '--enable-source-maps',
  '--require',
  join(root, 'scripts', 'exitWithParent.cjs'),
  '--require',
  join(root, 'node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
];

const running = new Set();
let stopping;

/**
 * Starts a process in a group of its own, so that it ends together with whatever it started.
 * Its output is handed on line by line.
 *
 * @param onLine - called with every line; return false to keep it from the terminal.
 */
export function startProcess(command, args, { cwd = root, env, onLine } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...(env ?? process.env), KASM_STARTER_PID: String(process.pid) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  for (const [stream, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    createInterface({ input: stream }).on('line', line => {
      if (onLine?.(line) !== false) {
        target.write(`${line}\n`);
      }
    });
  }
  return child;
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** Ends everything that was started: asks, waits up to 5 s, then insists. */
export function stopAll() {
  stopping ??= Promise.all(
    [...running].map(async child => {
      const gone = once(child, 'exit');
      signalGroup(child, 'SIGINT');
      const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
      await gone;
      clearTimeout(insist);
      // Whatever the process itself left in its group.
      signalGroup(child, 'SIGKILL');
    }),
  );
  return stopping;
}

/** Ends everything when this process is asked to end, or when who started it is gone. */
export function stopWhenAsked() {
  const end = code => stopAll().then(() => process.exit(code));
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129));
  whenOrphaned(() => end(1));
  // Nobody reads any more, as after `| head`.
  process.stdout.on('error', () => end(0));
}
