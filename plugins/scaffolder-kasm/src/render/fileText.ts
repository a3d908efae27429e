import type { RenderedFile } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { Document, Scalar, visit } from 'yaml';

/** Lines end in no space, and nothing is in them that an editor does not show. */
const UNSEEN = /[^\P{C}\n]|[\p{Zl}\p{Zp}]|[ \t]\n/u;

/**
 * A rendered file as it is stored. Words that only YAML 1.1 takes for something else, such as `yes`,
 * are quoted: that is what kubectl reads.
 */
export function fileText(file: RenderedFile): string {
  if ('text' in file) {
    return file.text;
  }
  const comment = commentText(file.comment);
  const documents = file.documents.map(documentText);
  return [comment, documents.join('---\n')].filter(Boolean).join('\n');
}

function documentText(object: object): string {
  const document = new Document(object, {
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
  });
  // block style does not bring back every text with line breaks; JSON it does, and people read that
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && scalar.value.includes('\n')) {
        scalar.type = isJson(scalar.value)
          ? Scalar.BLOCK_LITERAL
          : Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

function isJson(text: string): boolean {
  return text.startsWith('{\n') && text.endsWith('}') && !UNSEEN.test(text);
}

function commentText(lines: readonly string[] = []): string {
  return lines
    .flatMap(line => line.split(/\r?\n/))
    .map(line => `${`# ${line}`.trimEnd()}\n`)
    .join('');
}
