import { join } from 'node:path';
import { startProcess, typescript } from './processes.mjs';
import { root } from './root.mjs';
import { Failure } from './say.mjs';

/** Starts the embedded clusters and resolves when they say `sandbox ready`. */
export function startSandboxProcess(
  toolchain,
  args,
  { quiet = false, directory = join(root, '.sandbox') } = {},
) {
  return new Promise((resolve, reject) => {
    const child = startProcess(
      toolchain.node,
      [
        ...typescript,
        join(root, 'packages/sandbox/src/main.ts'),
        '--directory',
        directory,
        ...args,
      ],
      {
        env: toolchain.env,
        onLine: line => {
          if (line === 'sandbox ready') {
            resolve(child);
          }
          return !quiet;
        },
      },
    );
    child.once('exit', code =>
      reject(new Failure(`The sandbox ended (exit ${code}).`)),
    );
  });
}
