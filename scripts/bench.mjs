import { once } from 'node:events';
import { join } from 'node:path';
import { startProcess, stopWhenAsked, typescript } from './processes.mjs';
import { root } from './root.mjs';

/** `npm run bench`: measures; its arguments are names of scenarios. */
export async function run(toolchain, args) {
  stopWhenAsked();
  const child = startProcess(
    toolchain.node,
    [...typescript, join(root, 'bench/main.ts'), ...args],
    { env: toolchain.env },
  );
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
