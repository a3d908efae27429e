import { parseArgs } from 'node:util';
import { Failure, say } from './say.mjs';

const ports = {
  port: ['--port', 7007, 'the portal'],
  'rke2-port': ['--rke2-port', 7443, "the sandbox's RKE2 API"],
  'harvester-port': ['--harvester-port', 7444, "the sandbox's Harvester API"],
  'kasm-port': ['--kasm-port', 7445, "Kasm's public host"],
  'control-port': ['--control-port', 7446, 'the fault control'],
  'metrics-port': ['--metrics-port', 7447, 'the metrics'],
};

function help() {
  say('Usage: npm start -- [options]\n');
  for (const [option, port, what] of Object.values(ports)) {
    say(`  ${`${option} N`.padEnd(20)} port of ${what} (default ${port})`);
  }
  say(`  ${'--speed N'.padEnd(20)} simulated seconds per second (default 1)`);
}

/** Options of `npm start` and `npm run dev`; undefined after `--help`. */
export function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        ...Object.fromEntries(
          Object.keys(ports).map(name => [name, { type: 'string' }]),
        ),
        speed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new Failure(`${error.message.split('.')[0]}. Try --help.`);
  }
  if (values.help) {
    help();
    return undefined;
  }
  const chosen = {};
  for (const [name, [option, fallback]] of Object.entries(ports)) {
    const port = Number(values[name] ?? fallback);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Failure(`${option} must be a port from 1 to 65535.`);
    }
    chosen[name] = { option, port };
  }
  return { ports: chosen, speed: values.speed };
}

/** The sandbox's own arguments. */
export function sandboxArguments({ ports: chosen, speed }) {
  return [
    ...['rke2-port', 'harvester-port', 'kasm-port', 'control-port'].flatMap(
      name => [`--${name}`, String(chosen[name].port)],
    ),
    ...(speed ? ['--speed', speed] : []),
  ];
}
