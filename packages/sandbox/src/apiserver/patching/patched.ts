import jsonPatch, { type Operation } from 'fast-json-patch';
import { isObject } from '../fields/elements';
import { duplicateFields } from '../http/duplicateFields';
import type { Schema } from '../schemas/Schema';
import { badRequest, internalError, StatusError } from '../StatusError';
import { copy } from '../store/json';
import { goText } from './goText';
import { mergePatch } from './mergePatch';
import { strategicMergePatch } from './strategicMergePatch';

export const JSON_PATCH = 'application/json-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';
export const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';

/** What a patch makes of an object, and how refusals tell of it. */
export interface Patched {
  after: any;
  /** Members of the patch that stood twice. */
  duplicates: string[];
  /** What a refusal shows. */
  shown(): string;
}

function withOperations(body: string, before: object): unknown {
  let operations: unknown;
  try {
    operations = JSON.parse(body);
  } catch (error) {
    throw badRequest(`error decoding patch: ${(error as Error).message}`);
  }
  if (!Array.isArray(operations)) {
    throw badRequest(
      'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  try {
    return jsonPatch.applyPatch(
      copy(before),
      operations as Operation[],
      true,
      true,
    ).newDocument;
  } catch {
    throw new StatusError(
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
      {},
    );
  }
}

function parsed(body: string): Record<string, unknown> {
  let change: unknown;
  try {
    change = JSON.parse(body);
  } catch {
    throw internalError('Invalid JSON Patch');
  }
  if (!isObject(change)) {
    throw internalError('Invalid JSON Patch');
  }
  return change;
}

/**
 * What a patch other than apply makes of any object.
 *
 * @param schema - of a built-in kind, for a strategic patch
 */
export function patched(
  type: string,
  body: string,
  before: object,
  schema?: Schema,
): Patched {
  if (type === JSON_PATCH) {
    const after = withOperations(body, before);
    return { after, duplicates: [], shown: () => JSON.stringify(after) };
  }
  const change = parsed(body);
  const duplicates = duplicateFields(body).map(
    path => `duplicate field "${path}"`,
  );
  if (type === STRATEGIC_PATCH) {
    return {
      after: strategicMergePatch(before, change, schema),
      duplicates,
      shown: () => goText(change),
    };
  }
  const after = mergePatch(before, change);
  return { after, duplicates, shown: () => JSON.stringify(after) };
}
