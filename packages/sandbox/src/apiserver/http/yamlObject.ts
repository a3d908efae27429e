import { parseDocument } from 'yaml';

/** A YAML document, and where keys stand twice in it, as a Go reader tells it. */
export interface ReadYaml {
  value: unknown;
  /** `line 7: key "a" already set in map`. */
  duplicates: string[];
}

const lineOf = (text: string, offset: number) =>
  text.slice(0, offset).split('\n').length;

/** Reads YAML, where the last of equal keys counts; throws when it is none. */
export function readYaml(text: string): ReadYaml {
  const strict = parseDocument(text);
  const [fault] = strict.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (fault) {
    throw fault;
  }
  const duplicates = strict.errors.map(({ pos: [start] }) => {
    const key = /^["']?([^"':\n]+)/.exec(text.slice(start))?.[1] ?? '';
    return `line ${lineOf(text, start)}: key ${JSON.stringify(
      key.trim(),
    )} already set in map`;
  });
  return {
    value:
      duplicates.length > 0
        ? parseDocument(text, { uniqueKeys: false }).toJS()
        : strict.toJS(),
    duplicates,
  };
}
