// The one entry of `npm start`, `npm test`, `npm run sandbox|dev|e2e|bench`. It runs on any Node from 20 on
// with nothing installed, brings what is missing, and then does what it was asked for.
import { ensureInstalled } from './install.mjs';
import { ensureSqlite } from './sqlite.mjs';
import { ensureToolchain } from './toolchain.mjs';
import { Failure, say } from './say.mjs';

const commands = {
  start: () => import('./start.mjs'),
  dev: () => import('./dev.mjs'),
  test: () => import('./test.mjs'),
  sandbox: () => import('./sandbox.mjs'),
  e2e: () => import('./e2e.mjs'),
  bench: () => import('./bench.mjs'),
  // Anything that needs the toolchain: `node scripts/run.mjs exec tsc`.
  exec: () => import('./exec.mjs'),
};

async function main([name, ...args]) {
  const load = commands[name];
  if (!load) {
    throw new Failure(
      `There is no command "${name}". Known are: ${Object.keys(commands).join(
        ', ',
      )}.`,
    );
  }
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  await ensureSqlite(toolchain);
  const { run } = await load();
  return run(toolchain, args);
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code ?? 0;
  },
  error => {
    // What a person can mend is told in a sentence; anything else is our mistake and shows its stack.
    say(error instanceof Failure ? error.message : error.stack);
    process.exitCode = 1;
  },
);
