import { join } from 'node:path';
import { startProcess, typescript } from './processes.mjs';
import { root } from './root.mjs';
import { Failure } from './say.mjs';

async function ready(url) {
  try {
    const response = await fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(2_000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Starts the built portal on one port and resolves with its URL when it is ready.
 *
 * @param deadline - milliseconds after which it counts as failed
 */
export async function startPortal(
  toolchain,
  { port, kasmPort, controlPort, onLine },
  deadline = 180_000,
) {
  const url = `http://localhost:${port}`;
  const child = startProcess(
    toolchain.node,
    [...typescript, 'src', '--config', join(root, 'app-config.yaml')],
    {
      cwd: join(root, 'packages/backend'),
      env: {
        ...toolchain.env,
        // Compact JSON, no stacks in answers: as people will run it.
        NODE_ENV: 'production',
        APP_CONFIG_app_baseUrl: url,
        APP_CONFIG_backend_baseUrl: url,
        APP_CONFIG_backend_listen: `:${port}`,
        KASM_SANDBOX_KASM_PORT: String(kasmPort),
        KASM_SANDBOX_CONTROL_PORT: String(controlPort),
      },
      onLine,
    },
  );
  const end = Date.now() + deadline;
  while (!(await ready(url))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Failure(
        `The portal ended (exit ${child.exitCode ?? child.signalCode}).`,
      );
    }
    if (Date.now() > end) {
      throw new Failure(
        `The portal was not ready after ${
          deadline / 1000
        } s; its log is above.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  return { url, child };
}
