import {
  renderTree,
  type RenderedFile,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  kasmDeploymentSpec,
  specProblems,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { stringify } from 'yaml';

/** @internal */
export type Preview =
  | { problems: string[] }
  | { files: Array<{ path: string; text: string }> };

/**
 * The files that a spec leads to, by the functions that the actions use, or what is wrong with it.
 * Brings zod and YAML: load it when it is opened.
 *
 * @internal
 */
export function previewManifests(spec: object): Preview {
  const parsed = kasmDeploymentSpec.safeParse(spec);
  if (!parsed.success) {
    return { problems: specProblems(parsed.error) };
  }
  return {
    files: Object.entries(renderTree(parsed.data)).map(([path, file]) => ({
      path,
      text: textOf(file),
    })),
  };
}

function textOf(file: RenderedFile): string {
  if ('text' in file) {
    return file.text;
  }
  const comment = (file.comment ?? []).map(line => `# ${line}\n`).join('');
  const documents = file.documents
    .map(document => stringify(document, { lineWidth: 0 }))
    .join('---\n');
  return `${comment}${documents}`;
}
