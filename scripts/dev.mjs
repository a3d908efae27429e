import { once } from 'node:events';
import { readOptions, sandboxArguments } from './options.mjs';
import { requireFreePorts } from './ports.mjs';
import { startProcess, stopAll, stopWhenAsked } from './processes.mjs';
import { startSandboxProcess } from './sandboxProcess.mjs';

/** `npm run dev`: the sandbox and Backstage's development server with reload, on 3000 and 7007. */
export async function run(toolchain, args) {
  const options = readOptions(args);
  if (!options) {
    return 0;
  }
  await requireFreePorts([
    ...Object.values(options.ports),
    { option: 'app.baseUrl in app-config.local.yaml', port: 3000 },
  ]);
  stopWhenAsked();
  try {
    await startSandboxProcess(toolchain, sandboxArguments(options));
    const child = startProcess(
      'backstage-cli',
      [
        'repo',
        'start',
        '--config',
        '../../app-config.yaml',
        '--config',
        '../../app-config.development.yaml',
      ],
      {
        env: {
          ...toolchain.env,
          KASM_SANDBOX_KASM_PORT: String(options.ports['kasm-port'].port),
          KASM_SANDBOX_CONTROL_PORT: String(options.ports['control-port'].port),
          KASM_METRICS_PORT: String(options.ports['metrics-port'].port),
        },
      },
    );
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await stopAll();
  }
}
