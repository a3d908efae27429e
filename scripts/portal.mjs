import { join } from 'node:path';
import { createPortalLog } from './portalLog.mjs';
import { startProcess, typescript } from './processes.mjs';
import { root } from './root.mjs';
import { Failure, say } from './say.mjs';

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
 * @param directory - where its log goes
 * @param deadline - milliseconds after which it counts as failed
 */
export async function startPortal(
  toolchain,
  { port, kasmPort, controlPort, metricsPort, directory },
  deadline = 180_000,
) {
  const url = `http://localhost:${port}`;
  const log = join(directory, 'portal.log');
  const show = createPortalLog(log);
  let refused = false;
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
        APP_CONFIG_backend_listen_port: String(port),
        KASM_SANDBOX_KASM_PORT: String(kasmPort),
        KASM_SANDBOX_CONTROL_PORT: String(controlPort),
        KASM_METRICS_PORT: String(metricsPort),
      },
      onLine: line => {
        const shown = show(line);
        if (shown) {
          say(shown);
        }
        // The process lives on after this and would never get ready.
        refused ||= line.includes('Backend startup failed');
        return false;
      },
    },
  );
  const end = Date.now() + deadline;
  while (!(await ready(url))) {
    if (refused || child.exitCode !== null || child.signalCode !== null) {
      throw new Failure(
        `The portal did not start; the reason is above, its whole log in ${log}.`,
      );
    }
    if (Date.now() > end) {
      throw new Failure(
        `The portal was not ready after ${
          deadline / 1000
        } s; its log is in ${log}.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  return { url, child };
}
