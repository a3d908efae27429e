import type { StatusDocument } from '@kasm-portal/backstage-plugin-kasm-common';
import { judged } from '../evaluate/__fixtures__/judge';
import { ServedDocuments } from './ServedDocuments';

describe('ServedDocuments', () => {
  let clock = 0;
  const document = judged(() => {});
  const served = () => new ServedDocuments(() => clock);
  const seenIn = (bytes: Buffer) =>
    (JSON.parse(bytes.toString()) as StatusDocument).sources.database?.seen;

  beforeEach(() => {
    clock = 0;
  });

  it('makes a document once however many ask for it within a second', () => {
    const documents = served();
    const first = documents.bytes(document, () => ({}));
    clock = 999;
    expect(documents.bytes(document, () => ({}))).toBe(first);
  });

  it('tells when a source was last heard, no older than a second', () => {
    const documents = served();
    documents.bytes(document, () => ({ database: '2026-11-22T10:00:00Z' }));
    clock = 1_000;
    const later = documents.bytes(document, () => ({
      database: '2026-11-22T10:00:01Z',
    }));
    expect(seenIn(later)).toBe('2026-11-22T10:00:01Z');
  });

  it('makes another document at once', () => {
    const documents = served();
    documents.bytes(document, () => ({}));
    const other = { ...document, summary: 'Another' };
    expect(documents.bytes(other, () => ({})).toString()).toContain('Another');
  });
});
