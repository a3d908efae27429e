import fc from 'fast-check';
import {
  renderTree,
  type RenderedFile,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { parseAllDocuments } from 'yaml';
import { asked } from '../__testUtils__/inMemory';
import { fileText } from './fileText';

/** Texts in one generated document, and documents: 10,000 texts in all. */
const TEXTS = 200;
const DOCUMENTS = 50;

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 16 }),
  fc.string({ unit: 'grapheme', maxLength: 16 }),
  fc.string({
    unit: fc.constantFrom(
      ...'\n\r\t\0\u0085\u2028\u202e\ufeff"\'\\{}[]:,#&*!|>%@`-?~ =<$0a',
    ),
    maxLength: 12,
  }),
  fc.constantFrom(
    ...['yes', 'NO', 'on', 'y', '~', 'null', '012', '0o7', '0x1F', '1_000'],
    ...['1e3', '.inf', '12:30', '2026-11-22', '=', '<<', '...', '---'],
    ...['${x}', '{{ .Values }}', '$(id)', '"\nextraObjects: []\n', '*a', '&a'],
    ...['\n---\nkind: Pod\n', '!!js/function', '# x', 'a: b', '- a', ''],
  ),
);

function documentsOf(text: string): unknown[] {
  return parseAllDocuments(text).map(document => {
    expect(document.errors).toEqual([]);
    expect(document.warnings).toEqual([]);
    return document.toJS();
  });
}

jest.setTimeout(60_000);

describe('fileText', () => {
  it('holds every text as it is, as a value and as a key', () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: TEXTS, maxLength: TEXTS }),
        texts => {
          const half = TEXTS / 2;
          const keyed = Object.fromEntries(
            texts
              .slice(half)
              .filter(key => key !== '__proto__')
              .map(key => [key, key]),
          );
          const objects = [{ texts: texts.slice(0, half) }, { keyed }];
          expect(documentsOf(fileText({ documents: objects }))).toEqual(
            objects,
          );
        },
      ),
      { numRuns: DOCUMENTS },
    );
  });

  it('keeps comments comments, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), comment => {
        const objects = [{ a: 1 }];
        expect(documentsOf(fileText({ comment, documents: objects }))).toEqual(
          objects,
        );
        for (const line of fileText({ comment, documents: [] }).split('\n')) {
          expect(line).toMatch(/^(#|$)/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds the objects of a tree, and nothing but them', () => {
    const title = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map(text => `{{ ${text} }} | "#: &a *b`);
    fc.assert(
      fc.property(title, text => {
        const parsed = kasmDeploymentSpec.safeParse({
          ...asked,
          title: text,
          networkPolicies: true,
        });
        const files = parsed.success
          ? Object.values(renderTree(parsed.data)).flatMap(file =>
              'documents' in file ? [file] : [],
            )
          : [];
        expect(files.map(file => documentsOf(fileText(file)))).toEqual(
          JSON.parse(JSON.stringify(files.map(({ documents }) => documents))),
        );
      }),
      { numRuns: 15 },
    );
  });

  it('leaves a finished text alone', () => {
    const file: RenderedFile = { text: '# x\n\n    a: b\n' };
    expect(fileText(file)).toBe(file.text);
  });
});
