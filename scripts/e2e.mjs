import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureAppBuilt } from './appBuild.mjs';
import { findChromium } from './chromium.mjs';
import { requireFreePorts } from './ports.mjs';
import { startPortal } from './portal.mjs';
import { stopAll, stopWhenAsked } from './processes.mjs';
import { root } from './root.mjs';
import { startSandboxProcess } from './sandboxProcess.mjs';
import { say } from './say.mjs';

// Beside those of `npm start`, so that a portal in use is left alone.
const ports = {
  portal: 17007,
  rke2: 17443,
  harvester: 17444,
  kasm: 17445,
  control: 17446,
  metrics: 17447,
};

/** `npm run e2e`: the built portal on fresh clusters, driven by Chromium. Arguments go to Playwright. */
export async function run(toolchain, args) {
  const chromium = findChromium();
  await requireFreePorts(
    Object.values(ports).map(port => ({
      option: 'by ending the other run of `npm run e2e`',
      port,
    })),
  );
  ensureAppBuilt(toolchain);
  const directory = mkdtempSync(join(tmpdir(), 'kasm-portal-e2e-'));
  const env = {
    ...toolchain.env,
    KASM_PORTAL_DIRECTORY: directory,
    KASM_SANDBOX_DIRECTORY: directory,
  };
  stopWhenAsked();
  try {
    await startSandboxProcess(
      { ...toolchain, env },
      [
        ...['rke2', 'harvester', 'kasm', 'control'].flatMap(name => [
          `--${name}-port`,
          String(ports[name]),
        ]),
        // Controllers' pauses, not the portal's: the tests wait for the same things, only shorter.
        '--speed',
        '3',
      ],
      { quiet: true, directory },
    );
    say('Starting the portal …');
    const { url } = await startPortal(
      { ...toolchain, env },
      {
        port: ports.portal,
        kasmPort: ports.kasm,
        metricsPort: ports.metrics,
        controlPort: ports.control,
        directory,
      },
    );
    const tests = spawn('playwright', ['test', ...args], {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...env,
        PORTAL_URL: url,
        SANDBOX_CONTROL_URL: `http://127.0.0.1:${ports.control}`,
        CHROMIUM_PATH: chromium,
      },
    });
    const [code] = await once(tests, 'exit');
    return code ?? 1;
  } finally {
    await stopAll();
    rmSync(directory, { recursive: true, force: true });
  }
}
