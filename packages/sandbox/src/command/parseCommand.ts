import { parseArgs } from 'node:util';
import { controlCommand, type ControlCommand } from './controlCommand';
import { UsageError } from './UsageError';

/** Ports on 127.0.0.1, and the option that changes each. */
export const PORT_OPTIONS = [
  {
    key: 'rke2',
    option: 'rke2-port',
    port: 7443,
    serves: 'Kubernetes API of rke2',
  },
  {
    key: 'harvester',
    option: 'harvester-port',
    port: 7444,
    serves: 'Kubernetes API of harvester',
  },
  {
    key: 'kasm',
    option: 'kasm-port',
    port: 7445,
    serves: 'public host of Kasm (https)',
  },
  {
    key: 'control',
    option: 'control-port',
    port: 7446,
    serves: 'control: faults (http)',
  },
] as const;

/** Every port by its name. */
export type Ports = Record<(typeof PORT_OPTIONS)[number]['key'], number>;

/** What somebody asked for on the command line. */
export type Command =
  | { kind: 'help' }
  | {
      kind: 'start';
      ports: Ports;
      domain: string;
      speed: number;
      seeded: boolean;
      /** So many deployments beside the seeded one. */
      fleet: number;
      /** Undefined: `.sandbox` at the repository's root. */
      directory: string | undefined;
      exitWithParent: boolean;
    }
  | ControlCommand;

export const DEFAULT_DOMAIN = 'sandbox.localhost';
const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;
const FASTEST = 1000;
const LARGEST_FLEET = 5000;

/** Reads the arguments after the script's name. Throws UsageError. */
export function parseCommand(args: string[]): Command {
  // npm takes the `--` that separates its own options away, yarn passes it on.
  const { values, positionals } = readArguments(
    args[0] === '--' ? args.slice(1) : args,
  );
  if (values.help) return { kind: 'help' };
  const ports = Object.fromEntries(
    PORT_OPTIONS.map(({ key, option, port }) => [
      key,
      portOf(option, values[option], port),
    ]),
  ) as Ports;

  if (positionals.length > 0) {
    return controlCommand(positionals, values, ports.control);
  }
  if (values.target !== undefined) {
    throw new UsageError(`--target belongs to 'fault inject'`);
  }
  if (values.seconds !== undefined) {
    throw new UsageError(`--seconds belongs to 'day'`);
  }
  const domain = (values.domain ?? DEFAULT_DOMAIN).toLowerCase();
  if (!DOMAIN.test(domain)) {
    throw new UsageError(
      `--domain '${values.domain}' is not a domain name such as ${DEFAULT_DOMAIN}`,
    );
  }
  const speed = Number(values.speed ?? 1);
  if (!(speed >= 0 && speed <= FASTEST)) {
    throw new UsageError(
      `--speed '${values.speed}' is not a number from 0 to ${FASTEST}`,
    );
  }
  const fleet = Number(values.fleet ?? 0);
  if (!(Number.isInteger(fleet) && fleet >= 0 && fleet <= LARGEST_FLEET)) {
    throw new UsageError(
      `--fleet '${values.fleet}' is not a whole number from 0 to ${LARGEST_FLEET}`,
    );
  }
  if (fleet > 0 && values.empty) {
    throw new UsageError(
      '--fleet copies the deployment that --empty leaves out',
    );
  }
  return {
    kind: 'start',
    ports,
    domain,
    speed,
    seeded: !values.empty,
    fleet,
    directory: values.directory,
    exitWithParent: values['exit-with-parent'] ?? false,
  };
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        'rke2-port': { type: 'string' },
        'harvester-port': { type: 'string' },
        'kasm-port': { type: 'string' },
        'control-port': { type: 'string' },
        domain: { type: 'string' },
        speed: { type: 'string' },
        empty: { type: 'boolean' },
        fleet: { type: 'string' },
        directory: { type: 'string' },
        target: { type: 'string' },
        seconds: { type: 'string' },
        'exit-with-parent': { type: 'boolean' },
      },
    });
  } catch (error) {
    // Node adds advice about `--` that is of no use here.
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function portOf(
  option: string,
  given: string | undefined,
  usual: number,
): number {
  if (given === undefined) return usual;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : NaN;
  if (!(port <= 65535)) {
    throw new UsageError(
      `--${option} '${given}' is not a port between 0 and 65535 (0 picks a free one)`,
    );
  }
  return port;
}
