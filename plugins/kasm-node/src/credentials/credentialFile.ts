import { readFile } from 'node:fs/promises';
import { AuthenticationError } from '@backstage/errors';

/**
 * Reads a file that a credential consists of.
 *
 * @throws AuthenticationError naming the file and the reason, never its content
 */
export async function readCredentialFile(
  owner: string,
  what: string,
  file: string,
): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const reason = code === 'ENOENT' ? 'does not exist' : `(${code})`;
    throw new AuthenticationError(
      `The ${what} of ${owner} cannot be read: ${file} ${reason}; correct the path or its permissions`,
    );
  }
  if (text.trim() === '') {
    throw new AuthenticationError(
      `The ${what} of ${owner} is empty: ${file}; write it again`,
    );
  }
  return text;
}

/** Reads a bearer token, which editors and `echo` like to end with a line feed. */
export async function readTokenFile(
  owner: string,
  file: string,
): Promise<string> {
  return (await readCredentialFile(owner, 'token file', file)).trim();
}
