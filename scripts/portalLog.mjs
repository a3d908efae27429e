import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

// True, and of no use to somebody who tries the demonstration.
const expected = [
  /set to a localhost URL and NODE_ENV is 'production'/,
  /events backend not found/,
  /DEPRECATION WARNING/,
  // Until somebody opened the runbook for the first time there is nothing to index.
  /[Ii]ndex for techdocs/,
];

/**
 * Writes everything that the portal says to a file, and tells what a person should see of it:
 * warnings and errors, as `error  kasm: message`.
 *
 * @returns {(line: string) => string | undefined} the line to show, if any
 */
export function createPortalLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  return line => {
    file.write(`${line}\n`);
    let entry;
    try {
      entry = JSON.parse(line);
    } catch {
      return undefined;
    }
    const { level, message, plugin, service } = entry;
    if (
      (level !== 'warn' && level !== 'error') ||
      expected.some(pattern => pattern.test(message))
    ) {
      return undefined;
    }
    return `${level.padEnd(5)}  ${plugin ?? service}: ${message}`;
  };
}
