import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { Failure, say } from './say.mjs';

// All that the built frontend is made from.
const inputs = [
  'yarn.lock',
  'app-config.yaml',
  'packages/app/package.json',
  'packages/app/src',
  'packages/app/public',
  'plugins/kasm/package.json',
  'plugins/kasm/src',
  'plugins/kasm-common/package.json',
  'plugins/kasm-common/src',
];

function* files(path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) {
    return;
  }
  let entries;
  try {
    entries = readdirSync(absolute, { withFileTypes: true });
  } catch {
    yield path;
    return;
  }
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    if (entry.isDirectory()) {
      yield* files(join(path, entry.name));
    } else if (!/\.test\.tsx?$/.test(entry.name)) {
      yield join(path, entry.name);
    }
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap(input => [...files(input)])) {
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** Builds the frontend once per change of what it is made from. */
export function ensureAppBuilt(toolchain) {
  const folder = join(root, 'packages/app');
  const stamp = join(folder, 'dist', '.built-from');
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  say('Building the portal (about half a minute, once per change) …');
  const started = Date.now();
  // Hundreds of lines of file sizes: worth seeing only when it fails.
  const { status, stdout, stderr } = spawnSync(
    'backstage-cli',
    ['package', 'build'],
    {
      cwd: folder,
      env: toolchain.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) {
    throw new Failure(
      `${stdout}${stderr}\nBuilding the portal failed (exit ${status}).`,
    );
  }
  writeFileSync(stamp, wanted);
  say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
}
