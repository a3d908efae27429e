import type { KasmInstallation } from '../../controllers/kasmApp/KasmInstallation';
import { LOGIN_PAGE } from '../loginPage';
import { html, json, type Reply } from '../Reply';

/** Of so many calls one fails. */
const ONE_IN = 3;

const WAYS: ReadonlyArray<() => Reply> = [
  () => serverError(),
  () => json(200, { error_message: 'An unexpected error occurred' }),
  () => html(200, LOGIN_PAGE),
];

const calls = new WeakMap<KasmInstallation, number>();

/** The page of a web server in front of Python that met an exception. */
export function serverError(): Reply {
  return html(
    500,
    '<!DOCTYPE html>\n<html><head><title>500 Internal Server Error</title></head>\n<body><h2>500 Internal Server Error</h2>\n<p>The server met an unexpected condition.</p></body></html>\n',
  );
}

/** What an unreliable Kasm answers instead, now and then; every way in turn. */
export function erraticReply(kasm: KasmInstallation): Reply | undefined {
  if (!kasm.isErratic) {
    calls.delete(kasm);
    return undefined;
  }
  const call = calls.get(kasm) ?? 0;
  calls.set(kasm, call + 1);
  return call % ONE_IN === 0
    ? WAYS[Math.floor(call / ONE_IN) % WAYS.length]()
    : undefined;
}
