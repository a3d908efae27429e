import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './say.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium: `CHROMIUM_PATH`, else the usual places. */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!executable(chosen)) {
      throw new Failure(`CHROMIUM_PATH names ${chosen}, which cannot be run.`);
    }
    return chosen;
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...places];
  const candidates = folders.flatMap(folder =>
    [...names, 'Chromium', 'Google Chrome'].map(name => join(folder, name)),
  );
  const found = candidates.find(executable);
  if (!found) {
    throw new Failure(
      'The browser tests need Chromium, and none was found. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to one.',
    );
  }
  return found;
}
