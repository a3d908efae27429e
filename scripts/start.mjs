import { once } from 'node:events';
import { join } from 'node:path';
import { ensureAppBuilt } from './appBuild.mjs';
import { readOptions, sandboxArguments } from './options.mjs';
import { requireFreePorts } from './ports.mjs';
import { startPortal } from './portal.mjs';
import { stopAll, stopWhenAsked } from './processes.mjs';
import { root } from './root.mjs';
import { startSandboxProcess } from './sandboxProcess.mjs';
import { say } from './say.mjs';

/** `npm start`: the sandbox clusters and the built portal. */
export async function run(toolchain, args) {
  const options = readOptions(args);
  if (!options) {
    return 0;
  }
  await requireFreePorts(Object.values(options.ports));
  ensureAppBuilt(toolchain);
  stopWhenAsked();
  try {
    const sandbox = await startSandboxProcess(
      toolchain,
      sandboxArguments(options),
    );
    say('Starting the portal …');
    const { url, child } = await startPortal(toolchain, {
      port: options.ports.port.port,
      kasmPort: options.ports['kasm-port'].port,
      controlPort: options.ports['control-port'].port,
      metricsPort: options.ports['metrics-port'].port,
      directory: join(root, '.portal'),
    });
    say(`\nThe portal is ready: ${url}\nEnd it with Ctrl-C.`);
    // Neither is of use without the other.
    const [code] = await Promise.race([
      once(child, 'exit'),
      once(sandbox, 'exit'),
    ]);
    say('A part of it ended; ending the rest.');
    return code ?? 1;
  } finally {
    await stopAll();
  }
}
