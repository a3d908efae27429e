import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

/** `npm test`: every unit, plugin and contract test. Arguments go to jest, which then runs alone. */
export async function run(toolchain, args) {
  const all = args.length === 0;
  const commands = [
    ...(all
      ? [[toolchain.node, ['--test', join(root, 'scripts/starter.test.mjs')]]]
      : []),
    ['backstage-cli', ['repo', 'test', '--watchAll=false', ...args]],
  ];
  for (const [command, commandArgs] of commands) {
    const { status } = spawnSync(command, commandArgs, {
      cwd: root,
      env: toolchain.env,
      stdio: 'inherit',
    });
    if (status !== 0) {
      return status ?? 1;
    }
  }
  return 0;
}
