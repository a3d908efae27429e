import { spawnSync } from 'node:child_process';
import { root } from './root.mjs';

/** `npm test`: every unit, plugin and contract test. Arguments go to jest. */
export async function run(toolchain, args) {
  const { status } = spawnSync(
    'backstage-cli',
    ['repo', 'test', '--watchAll=false', ...args],
    { cwd: root, env: toolchain.env, stdio: 'inherit' },
  );
  return status ?? 1;
}
