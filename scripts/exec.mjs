import { spawnSync } from 'node:child_process';
import { root } from './root.mjs';
import { Failure } from './say.mjs';

/** Runs a command with the toolchain on its path. */
export async function run(toolchain, [command, ...args]) {
  if (!command) {
    throw new Failure('Say what to run: node scripts/run.mjs exec <command>.');
  }
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: toolchain.env,
    stdio: 'inherit',
  });
  if (error) {
    throw new Failure(`${command} could not be started: ${error.message}.`);
  }
  return status ?? 1;
}
