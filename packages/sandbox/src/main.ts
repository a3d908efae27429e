/* eslint-disable no-console -- the command line of the sandbox */
import { helpText } from './command/helpText';
import { parseCommand } from './command/parseCommand';
import { runControlCommand } from './command/runControlCommand';
import { startCommand } from './command/startCommand';
import { untilAskedToEnd } from './command/untilAskedToEnd';
import { UsageError } from './command/UsageError';
import { FAULTS } from './faults/FaultDescription';

/** Whatever hangs on to the process after this is a mistake of ours, and must not keep it. */
const STOP_DEADLINE = 5_000;

async function run(args: string[]): Promise<number> {
  const print = (line: string) => console.log(line);
  const command = parseCommand(args);
  if (command.kind === 'help') {
    print(helpText(FAULTS));
    return 0;
  }
  if (command.kind !== 'start') {
    (await runControlCommand(command)).forEach(print);
    return 0;
  }
  // Listening for the signals first: a Ctrl-C during the start is not lost.
  const asked = untilAskedToEnd({ exitWithParent: command.exitWithParent });
  const sandbox = await startCommand(command, print);
  await asked;
  await sandbox.stop();
  return 0;
}

// A parent that is gone no longer reads what is printed.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

run(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
    setTimeout(() => process.exit(code), STOP_DEADLINE).unref();
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    console.error(`sandbox: ${message}${isUsage ? '. See --help' : ''}`);
    process.exit(isUsage ? 2 : 1);
  },
);
