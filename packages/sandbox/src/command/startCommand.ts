import { renameSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { keptAuthority } from '../certificates/keptAuthority';
import type { Sandbox } from '../Sandbox';
import { startSandboxWith } from '../startSandbox';
import { PORT_OPTIONS, type Command } from './parseCommand';

// The sandbox only ever runs from its sources.
// eslint-disable-next-line no-restricted-syntax
const REPOSITORY = resolve(__dirname, '../../../..');

/**
 * Starts the sandbox, leaves `kubeconfig` and `ca.crt` in its directory and prints one line per
 * thing, `sandbox ready` last. Throws an Error whose message says what to do.
 */
export async function startCommand(
  command: Extract<Command, { kind: 'start' }>,
  print: (line: string) => void,
): Promise<Sandbox> {
  const directory = resolve(command.directory ?? join(REPOSITORY, '.sandbox'));
  await mkdir(directory, { recursive: true });
  const authority = await keptAuthority(directory);
  const sandbox = await startSandboxWith(
    {
      ports: command.ports,
      domain: command.domain,
      speed: command.speed,
      seeded: command.seeded,
      fleet: command.fleet,
    },
    authority,
  ).catch(error => {
    throw explained(error, command);
  });
  try {
    const kubeconfig = join(directory, 'kubeconfig');
    await writeFile(kubeconfig, sandbox.kubeconfig, { mode: 0o600 });
    // The mode above only counts for a file that did not exist.
    await chmod(kubeconfig, 0o600);
    // Whole or not at all: a reader must not meet half a file.
    sandbox.onKubeconfig(text => {
      writeFileSync(`${kubeconfig}.new`, text, { mode: 0o600 });
      renameSync(`${kubeconfig}.new`, kubeconfig);
    });

    print(`rke2        ${sandbox.clusters.rke2.url}`);
    print(`harvester   ${sandbox.clusters.harvester.url}`);
    print(
      `kasm        https://kasm.${sandbox.domain}:${sandbox.kasmPort}/ (on 127.0.0.1)`,
    );
    print(`control     ${sandbox.controlUrl}`);
    print(`kubeconfig  ${kubeconfig}`);
    print(`CA          ${join(directory, 'ca.crt')}`);
    print('sandbox ready');
    return sandbox;
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** A port in use is by far the likeliest reason, and Node's own message names no option. */
function explained(
  error: unknown,
  command: Extract<Command, { kind: 'start' }>,
): unknown {
  const { code, port } = error as { code?: string; port?: number };
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const option = PORT_OPTIONS.find(
    candidate => command.ports[candidate.key] === port,
  );
  const why = code === 'EADDRINUSE' ? 'is in use' : 'is not allowed to you';
  return new Error(
    `Port ${port} on 127.0.0.1 ${why}. End what uses it, or choose another with --${
      option?.option ?? 'rke2-port'
    }`,
  );
}
