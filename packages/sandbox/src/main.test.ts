import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Each command is a process of its own, slow to start on a machine with much else to do.
jest.setTimeout(180_000);

const running = new Set<ChildProcess>();
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
});

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

interface Run {
  child: ChildProcess;
  /** Everything printed so far. */
  printed(): string;
  /** Resolves when a line is there; rejects when the process ends before. */
  line(text: string): Promise<void>;
  ended: Promise<number | null>;
}

function sandbox(...args: string[]): Run {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      join(__dirname, 'main.ts'),
      ...args,
    ],
    { stdio: 'pipe' },
  );
  running.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  const collect = (chunk: Buffer) => {
    output += chunk;
    listeners.forEach(listener => listener());
  };
  child.stdout!.on('data', collect);
  child.stderr!.on('data', collect);
  const ended = new Promise<number | null>(resolve =>
    child.once('close', code => {
      running.delete(child);
      resolve(code);
    }),
  );
  return {
    child,
    ended,
    printed: () => output,
    line: text =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output.split('\n').includes(text)) {
            listeners.delete(look);
            resolve();
          }
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended: ${output}`)));
      }),
  };
}

const freePorts = ['rke2', 'harvester', 'kasm', 'control'].map(
  name => `--${name}-port=0`,
);

describe('the command line', () => {
  it('lists ports, speed and faults', async () => {
    const help = sandbox('--help');
    expect(await help.ended).toBe(0);
    for (const word of [
      '--rke2-port',
      '7443',
      '7446',
      '--speed',
      'pod-crash-looping',
      'harvester-api-forbidden',
    ]) {
      expect(help.printed()).toContain(word);
    }
  });

  it('refuses an unknown option in one line', async () => {
    const run = sandbox('--nope');
    expect(await run.ended).toBe(2);
    expect(run.printed()).toBe(
      "sandbox: Unknown option '--nope'. See --help\n",
    );
  });

  it('starts, leaves its files, lets faults be injected, and ends on SIGTERM', async () => {
    const run = sandbox(...freePorts, `--directory=${directory}`);
    await run.line('sandbox ready');
    expect(run.printed().endsWith('sandbox ready\n')).toBe(true);
    const kubeconfig = await readFile(join(directory, 'kubeconfig'), 'utf8');
    const rke2 = /^rke2 +(https:\S+)$/m.exec(run.printed())![1];
    expect(kubeconfig).toContain(`server: ${rke2}`);
    expect((await stat(join(directory, 'kubeconfig'))).mode % 0o1000).toBe(
      0o600,
    );
    expect(await readFile(join(directory, 'ca.crt'), 'utf8')).toContain(
      'BEGIN CERTIFICATE',
    );

    const control = /^control +http:\S+:(\d+)$/m.exec(run.printed())![1];
    const inject = sandbox(
      'fault',
      'inject',
      'rke2-api-hangs',
      `--control-port=${control}`,
    );
    expect(await inject.ended).toBe(0);
    const list = sandbox('fault', 'list', `--control-port=${control}`);
    await list.ended;
    expect(list.printed()).toMatch(/^active +rke2-api-hangs:/m);
    const unknown = sandbox(
      'fault',
      'inject',
      'nope',
      `--control-port=${control}`,
    );
    expect(await unknown.ended).toBe(1);
    expect(unknown.printed()).toContain("There is no fault 'nope'");
    const heal = sandbox('fault', 'heal', `--control-port=${control}`);
    expect(await heal.ended).toBe(0);

    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('ends with standard input when asked to', async () => {
    const run = sandbox(
      ...freePorts,
      `--directory=${directory}`,
      '--exit-with-parent',
    );
    await run.line('sandbox ready');
    run.child.stdin!.end();
    expect(await run.ended).toBe(0);
  });

  it('names the port in use and its option', async () => {
    const taken = createServer();
    await new Promise<void>(resolve =>
      taken.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = taken.address() as AddressInfo;
    try {
      const run = sandbox(
        ...freePorts.filter(each => !each.includes('kasm')),
        `--kasm-port=${port}`,
        `--directory=${directory}`,
      );
      expect(await run.ended).toBe(1);
      expect(run.printed()).toBe(
        `sandbox: Port ${port} on 127.0.0.1 is in use. End what uses it, or choose another with --kasm-port\n`,
      );
    } finally {
      taken.close();
    }
  });

  it('says so when no sandbox runs', async () => {
    const run = sandbox('fault', 'list', '--control-port=1');
    expect(await run.ended).toBe(1);
    expect(run.printed()).toContain(
      'No sandbox answers at http://127.0.0.1:1.',
    );
  });
});
