import { UsageError } from './UsageError';

/** What somebody asks of a sandbox that runs. */
export type ControlCommand = { controlPort: number } & (
  | { kind: 'faultList' }
  | { kind: 'faultInject'; id: string; target?: string }
  | { kind: 'faultHeal'; id?: string }
  | { kind: 'clock' }
  | { kind: 'clockSpeed'; factor: string }
  | { kind: 'clockAdvance'; by: string }
  | { kind: 'dayStart'; seconds?: string }
  | { kind: 'dayStop' }
);

type Options = { target?: string; seconds?: string };
type Asked = ControlCommand extends infer C
  ? C extends ControlCommand
    ? Omit<C, 'controlPort'>
    : never
  : never;

const USAGE: Record<string, string> = {
  fault: 'fault list, fault inject <id>, fault heal [<id>]',
  clock: 'clock, clock speed <number>, clock advance <15m>',
  day: 'day [--seconds <number>], day stop',
};

/** Reads the words of a command other than the start. Throws UsageError. */
export function controlCommand(
  words: string[],
  options: Options,
  controlPort: number,
): ControlCommand {
  const [command, ...rest] = words;
  if (!Object.hasOwn(USAGE, command)) {
    throw new UsageError(
      `Unknown command '${command}'; there are ${Object.keys(USAGE).join(
        ', ',
      )}`,
    );
  }
  const asked = askedOf(words.join(' '), rest, options);
  if (!asked) {
    throw new UsageError(`'${command}' wants one of: ${USAGE[command]}`);
  }
  return { ...asked, controlPort } as ControlCommand;
}

function askedOf(
  line: string,
  [, argument]: string[],
  { target, seconds }: Options,
): Asked | undefined {
  const is = (pattern: RegExp) => pattern.test(line);
  if (is(/^fault list$/)) return { kind: 'faultList' };
  if (is(/^fault inject \S+$/)) {
    return { kind: 'faultInject', id: argument, target };
  }
  if (is(/^fault heal( \S+)?$/)) return { kind: 'faultHeal', id: argument };
  if (is(/^clock$/)) return { kind: 'clock' };
  if (is(/^clock speed \S+$/)) return { kind: 'clockSpeed', factor: argument };
  if (is(/^clock advance \S+$/)) return { kind: 'clockAdvance', by: argument };
  if (is(/^day$/)) return { kind: 'dayStart', seconds };
  return is(/^day stop$/) ? { kind: 'dayStop' } : undefined;
}
