/** Something that the person at the keyboard can mend; its message says how. */
export class Failure extends Error {}

/** Progress, on standard error so that a command's own output stays clean. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
