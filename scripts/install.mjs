import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './root.mjs';
import { Failure, say } from './say.mjs';

const stamp = join(root, 'node_modules', '.kasm-portal-installed');
const log = join(root, '.toolchain', 'install.log');

// Remarks on other people's packages (peers, scripts that do not run): of no use to who waits.
const noise = /YN0002|YN0004|YN0060|YN0086|YN0013|YN0068/;

function manifests() {
  return ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(name =>
      join(folder, name, 'package.json'),
    ),
  );
}

function fingerprint(toolchain) {
  const hash = createHash('sha256');
  for (const file of [
    'yarn.lock',
    '.yarnrc.yml',
    'package.json',
    ...manifests(),
  ]) {
    const path = join(root, file);
    hash.update(file).update(existsSync(path) ? readFileSync(path) : '');
  }
  const version = spawnSync(toolchain.node, ['--version']).stdout;
  return hash.update(version).digest('hex');
}

/** The registry that this machine's npm uses, so that Yarn asks the same one. */
function registry() {
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
  });
  return stdout?.trim() || undefined;
}

/**
 * Installs what the lockfile says, once per change of it. Progress goes to the terminal, everything to
 * `.toolchain/install.log`.
 */
export async function ensureInstalled(toolchain) {
  const wanted = fingerprint(toolchain);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  say('Installing dependencies (about 3 minutes the first time) …');
  const started = Date.now();
  const server = process.env.YARN_NPM_REGISTRY_SERVER ?? registry();
  const child = spawn(
    toolchain.node,
    [toolchain.yarn, 'install', '--immutable'],
    {
      cwd: root,
      env: {
        ...toolchain.env,
        ...(server ? { YARN_NPM_REGISTRY_SERVER: server } : {}),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const file = createWriteStream(log);
  for await (const line of createInterface({ input: child.stdout })) {
    file.write(`${line}\n`);
    if (!noise.test(line)) {
      say(`  ${line.replace(/^➤ /, '')}`);
    }
  }
  file.end();
  const code =
    child.exitCode ?? (await new Promise(resolve => child.on('exit', resolve)));
  if (code !== 0) {
    throw new Failure(
      `Installing failed (exit ${code}); the whole log is in .toolchain/install.log.`,
    );
  }
  writeFileSync(stamp, wanted);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}
