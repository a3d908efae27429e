import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { RenderedFile } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { withoutStack } from '../run/withoutStack';
import { fileText } from './fileText';

/**
 * Writes a tree into the task's folder.
 *
 * @returns what was written, relative to the task's folder
 * @throws InputError when a path leads out of it, through a link too
 */
export async function writeTree(
  tree: Record<string, RenderedFile>,
  {
    workspacePath,
    targetPath,
    signal,
  }: { workspacePath: string; targetPath: string; signal: AbortSignal },
): Promise<string[]> {
  const files = Object.entries(tree).map(([path, file]) => {
    const name = posix.join(targetPath, path);
    return { name, place: inWorkspace(workspacePath, name), file };
  });
  for (const { place, file } of files) {
    signal.throwIfAborted();
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, fileText(file));
  }
  return files.map(({ name }) => name).sort();
}

/** @throws InputError when the path leads out of the task's folder */
export function inWorkspace(workspacePath: string, path: string): string {
  try {
    return resolveSafeChildPath(workspacePath, path);
  } catch {
    throw withoutStack(
      new InputError(
        `targetPath: ${path} is outside the task's folder; choose a folder within it`,
      ),
    );
  }
}
