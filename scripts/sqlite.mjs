import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';
import { Failure, say } from './say.mjs';

const folder = join(root, 'node_modules', 'better-sqlite3');
const release = join(folder, 'build', 'Release');
const addon = join(release, 'better_sqlite3.node');
const stamp = join(release, '.built-for');

// What node-gyp gives an addon.
const nodeDefines = [
  'NODE_GYP_MODULE_NAME=better_sqlite3',
  'USING_UV_SHARED=1',
  'USING_V8_SHARED=1',
  'BUILDING_NODE_EXTENSION',
  '_LARGEFILE_SOURCE',
  '_FILE_OFFSET_BITS=64',
  'NDEBUG',
];

const linking =
  process.platform === 'darwin'
    ? ['-bundle', '-undefined', 'dynamic_lookup']
    : ['-shared', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL'];

/** The package's own list of SQLite options. */
function sqliteDefines() {
  const list = readFileSync(join(folder, 'deps', 'defines.gypi'), 'utf8');
  return [...list.matchAll(/'([A-Z][A-Z0-9_]*(?:=[^']*)?)'/g)].map(
    ([, define]) => define,
  );
}

function compile(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', chunk => {
      errors += chunk;
    });
    child.once('error', () =>
      reject(
        new Failure(
          `SQLite has to be compiled for Node, and there is no compiler "${command}". Install one (Debian: apt-get install g++), or name yours in CC and CXX.`,
        ),
      ),
    );
    child.once('exit', code =>
      code === 0
        ? resolve()
        : reject(
            new Failure(
              `${errors}\nCompiling SQLite for Node failed (${command}).`,
            ),
          ),
    );
  });
}

/**
 * Compiles better-sqlite3, the one native addon, with nothing but a C++ compiler: its own install step
 * asks a release server for a binary first and then needs Python.
 */
export async function ensureSqlite({ prefix }) {
  const wanted = [
    readFileSync(join(prefix, 'include', 'node', 'node_version.h'), 'utf8'),
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ].join('');
  if (
    existsSync(addon) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted
  ) {
    return;
  }
  say('Compiling SQLite for Node (about a minute) …');
  const started = Date.now();
  const cc = process.env.CC ?? 'cc';
  const cxx = process.env.CXX ?? 'c++';
  const objects = join(folder, 'build', 'objects');
  mkdirSync(objects, { recursive: true });
  mkdirSync(dirname(addon), { recursive: true });
  const defines = list => list.map(define => `-D${define}`);
  const sqlite = join(objects, 'sqlite3.o');
  const binding = join(objects, 'better_sqlite3.o');
  await Promise.all([
    compile(cc, [
      ...['-c', '-O3', '-std=c99', '-w', '-fPIC', '-DNDEBUG'],
      ...defines(sqliteDefines()),
      ...['deps/sqlite3/sqlite3.c', '-o', sqlite],
    ]),
    compile(cxx, [
      ...['-c', '-O3', '-std=c++20', '-w', '-fPIC', '-fno-exceptions'],
      ...['-fno-rtti', '-fno-strict-aliasing'],
      ...defines(nodeDefines),
      `-I${join(prefix, 'include', 'node')}`,
      '-Ideps/sqlite3',
      ...['src/better_sqlite3.cpp', '-o', binding],
    ]),
  ]);
  await compile(cxx, [...linking, '-o', addon, binding, sqlite]);
  writeFileSync(stamp, wanted);
  rmSync(objects, { recursive: true });
  say(`Compiled in ${Math.round((Date.now() - started) / 1000)} s.`);
}
