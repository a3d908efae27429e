import { InputError } from '@backstage/errors';
import { parseDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { withoutStack } from '../run/withoutStack';
import { inWorkspace } from './writeTree';

/**
 * The archive's name in the tree that is in the task's folder already. A database keeps the name that
 * it once got: under another one its backups would begin anew.
 *
 * @returns undefined when there is no tree yet, or it has no archive
 * @throws InputError when there is a descriptor that cannot be read
 */
export async function keptArchiveName(
  workspacePath: string,
  path: string,
): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(inWorkspace(workspacePath, path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  const read = parseDescriptor(dataOf(text));
  if ('problem' in read) {
    throw withoutStack(
      new InputError(
        `${path} is there already and ${read.problem}: correct or remove it, it says where the database's backups are`,
      ),
    );
  }
  return read.descriptor.archiveServerName;
}

function dataOf(text: string): Record<string, string> | undefined {
  try {
    return parse(text)?.data ?? undefined;
  } catch {
    return undefined;
  }
}
