import { isDeepStrictEqual } from 'node:util';
import {
  isMap,
  parseAllDocuments,
  parseDocument,
  type Document,
  type YAMLMap,
} from 'yaml';
import {
  addReadTimeout,
  readTimeoutSettings,
  UnclearValues,
} from './readTimeoutSettings';

/** What became of a HelmChartConfig's values. */
export interface MergedTimeout {
  /** The values as they were when nothing had to be changed or something is in the way. */
  text: string;
  changed: boolean;
  /** Why nothing was changed although it is needed; whoever owns the values has to. */
  problem?: string;
}

/**
 * Raises the read timeout of an entry point in the values of Traefik's chart, and never lowers it.
 * Comments and every other key stay. What cannot be understood is left alone.
 *
 * @param existing - `spec.valuesContent` of the HelmChartConfig; empty when there is none
 */
export function mergeTraefikTimeout(
  existing: string,
  entryPoint: string,
  seconds: number,
): MergedTimeout {
  const unchanged = { text: existing, changed: false };
  try {
    const { document, values } = parseValues(existing);
    const settings = readTimeoutSettings(values, entryPoint);
    const low = settings.filter(each => isLow(each.seconds, seconds));
    if (settings.length > 0 && low.length === 0) {
      return unchanged;
    }
    const others = withoutTimeout(existing, entryPoint);
    low.forEach(each => each.raise(seconds));
    if (settings.length === 0) {
      addReadTimeout(values, document, entryPoint, seconds);
    }
    const text = document.toString({ lineWidth: 0 });
    prove(text, entryPoint, seconds, others);
    return { text, changed: true };
  } catch (error) {
    if (error instanceof UnclearValues) {
      return { ...unchanged, problem: error.message };
    }
    throw error;
  }
}

/** 0 is no limit at all. */
function isLow(found: number, wanted: number): boolean {
  return found > 0 && found < wanted;
}

function parseValues(text: string): { document: Document; values: YAMLMap } {
  const options = { merge: false, logLevel: 'silent' } as const;
  // the parser of one document leaves out the others without a word
  const document = parseDocument(text, options);
  if (parseAllDocuments(text, options).length > 1) {
    throw new UnclearValues('the values are more than one YAML document');
  }
  if (document.errors.length > 0) {
    throw new UnclearValues(
      `the values are not YAML that can be read (line ${
        document.errors[0].linePos?.[0].line ?? 1
      })`,
    );
  }
  if (document.warnings.length > 0) {
    throw new UnclearValues('the values have unknown tags');
  }
  if (document.contents === null || document.toJS() === null) {
    const { commentBefore, comment } = document;
    document.contents = document.createNode({}) as any;
    document.commentBefore = commentBefore ?? comment;
    document.comment = null;
  }
  if (!isMap(document.contents)) {
    throw new UnclearValues('the values are not a map');
  }
  return { document: document as Document, values: document.contents };
}

/** Everything but the entry point's read timeout, to compare. */
function withoutTimeout(text: string, entryPoint: string): unknown {
  const { document, values } = parseValues(text);
  const settings = readTimeoutSettings(values, entryPoint);
  settings.forEach(each => each.raise(1));
  if (settings.length === 0) {
    addReadTimeout(values, document, entryPoint, 1);
  }
  return document.toJS();
}

/** A last look before somebody else's values are written: what was meant, and nothing else. */
function prove(
  text: string,
  entryPoint: string,
  seconds: number,
  others: unknown,
): void {
  const { values } = parseValues(text);
  const settings = readTimeoutSettings(values, entryPoint);
  if (
    settings.length === 0 ||
    settings.some(each => isLow(each.seconds, seconds)) ||
    !isDeepStrictEqual(withoutTimeout(text, entryPoint), others)
  ) {
    throw new UnclearValues('the values could not be changed without loss');
  }
}
