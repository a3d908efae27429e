import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { findChromium } from './chromium.mjs';
import { readOptions, sandboxArguments } from './options.mjs';
import { requireFreePorts } from './ports.mjs';
import { root } from './root.mjs';

const alive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function eventually(holds, what) {
  const end = Date.now() + 15_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `never happened: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** A starter in miniature: one child process that would run for ever. Says its pid. */
const miniature = `
  import { startProcess, stopAll, stopWhenAsked } from '${join(
    root,
    'scripts/processes.mjs',
  )}';
  stopWhenAsked();
  const child = startProcess(process.execPath, [
    '--require', '${join(root, 'scripts/exitWithParent.cjs')}',
    '--eval', 'setInterval(() => {}, 1000); process.on("SIGINT", () => process.exit())',
  ]);
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

async function startMiniature() {
  const parent = spawn(
    process.execPath,
    ['--input-type=module', '--eval', miniature],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  return { parent, child: Number(line) };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL']) {
  test(`${signal} to the starter ends what it started`, async () => {
    const { parent, child } = await startMiniature();
    assert.ok(alive(child));
    parent.kill(signal);
    await eventually(() => !alive(child), 'the end of the child');
  });
}

test('the end of npm ends what its shell started', async () => {
  // As npm does it: a process, its shell, and the starter below that.
  const npm = spawn(
    process.execPath,
    [
      '--eval',
      `require('child_process').spawn('sh', ['-c', '"$NODE" --input-type=module --eval "$STARTER"; true'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        npm_lifecycle_event: 'start',
        NODE: process.execPath,
        STARTER: miniature,
      },
    },
  );
  const [line] = await once(createInterface({ input: npm.stdout }), 'line');
  npm.kill('SIGKILL');
  await eventually(() => !alive(Number(line)), 'the end of the child');
});

test('a port in use is named, with the option that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await assert.rejects(
    requireFreePorts([{ option: '--port', port }]),
    error =>
      error.message.includes(String(port)) && /--port/.test(error.message),
  );
  server.close();
});

test('chosen ports reach the sandbox', () => {
  const options = readOptions(['--port', '7017', '--kasm-port', '7455']);
  assert.equal(options.ports.port.port, 7017);
  assert.deepEqual(sandboxArguments(options).slice(4, 6), [
    '--kasm-port',
    '7455',
  ]);
});

for (const args of [
  ['--prot', '1'],
  ['--port', 'x'],
  ['--port', '0'],
]) {
  test(`${args.join(' ')} is refused in one sentence`, () => {
    assert.throws(
      () => readOptions(args),
      error => !error.message.includes('\n') && error.message.includes('--p'),
    );
  });
}

test('a Chromium that cannot be run is named', () => {
  process.env.CHROMIUM_PATH = '/nowhere/chromium';
  try {
    assert.throws(findChromium, /CHROMIUM_PATH names \/nowhere\/chromium/);
  } finally {
    delete process.env.CHROMIUM_PATH;
  }
});

test('an unknown command names the known ones', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/run.mjs'), 'strat'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 1);
  assert.match(stderr, /"strat".*start/);
});
