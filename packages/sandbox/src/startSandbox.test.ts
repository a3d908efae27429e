import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startSandbox } from './startSandbox';

// Processes of their own start slowly on a machine with much else to do.
jest.setTimeout(150_000);

const FREE = { rke2: 0, harvester: 0, kasm: 0, control: 0 };

/** Runs a program against the sandbox in a process of its own; the exit code when it ended by itself. */
function runAlone(program: string): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      '--eval',
      `const { startSandbox } = require(${JSON.stringify(
        join(__dirname, 'startSandbox.ts'),
      )}); (async () => { ${program} })();`,
    ],
    { stdio: 'inherit', timeout: 60_000 },
  );
  return new Promise(resolve => child.once('close', resolve));
}

describe('startSandbox', () => {
  it('serves two clusters, Kasm and the control port', async () => {
    const sandbox = await startSandbox({ ports: FREE });
    const kubeconfig = parse(sandbox.kubeconfig);
    expect(
      kubeconfig.contexts.map((each: { name: string }) => each.name),
    ).toEqual([
      'rke2',
      'rke2-reader',
      'rke2-writer',
      'harvester',
      'harvester-reader',
      'harvester-writer',
    ]);
    expect(kubeconfig.clusters.map((each: any) => each.cluster.server)).toEqual(
      [sandbox.clusters.rke2.url, sandbox.clusters.harvester.url],
    );
    expect(sandbox.kasmPort).toBeGreaterThan(0);
    const response = await fetch(`${sandbox.controlUrl}/faults`);
    expect(await response.json()).toEqual(sandbox.faults());
    await sandbox.stop();
    await sandbox.stop();
    await expect(fetch(sandbox.controlUrl)).rejects.toThrow();
  });

  it('leaves no socket and no timer: the process ends by itself', async () => {
    expect(
      await runAlone(`
        const ports = ${JSON.stringify(FREE)};
        const sandbox = await startSandbox({ ports });
        sandbox.inject('pod-crash-looping');
        sandbox.inject('rke2-api-hangs');
        await sandbox.stop();
        process.exitCode = 7;`),
    ).toBe(7);
  });

  it('runs twice side by side', async () => {
    const first = await startSandbox({ ports: FREE, seeded: false });
    const second = await startSandbox({ ports: FREE, seeded: false });
    expect(second.clusters.rke2.url).not.toBe(first.clusters.rke2.url);
    expect(
      first.clusters.rke2.store.get('namespaces', undefined, 'kasm'),
    ).toBeUndefined();
    await Promise.all([first.stop(), second.stop()]);
  });

  it('frees what it had when a port is in use', async () => {
    const taken = createServer();
    await new Promise<void>(resolve =>
      taken.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = taken.address() as AddressInfo;
    expect(
      await runAlone(`
        const ports = ${JSON.stringify({ ...FREE, control: port })};
        await startSandbox({ ports, seeded: false }).catch(error => {
          process.exitCode = error.code === 'EADDRINUSE' && error.port === ${port} ? 7 : 1;
        });`),
    ).toBe(7);
    await new Promise(resolve => taken.close(resolve));
  });
});
