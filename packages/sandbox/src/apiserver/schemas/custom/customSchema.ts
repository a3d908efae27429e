import { parseSchema } from '../parseSchema';
import type { Schema } from '../Schema';
import { schemaTexts } from './schemaTexts';

const parsed = new Map<string, Schema>();

/** The schema of a custom kind; undefined when the sandbox has none and takes anything. */
export function customSchema(resource: string): Schema | undefined {
  const text = schemaTexts[resource];
  if (!text) {
    return undefined;
  }
  let schema = parsed.get(resource);
  if (!schema) {
    schema = parseSchema(text);
    parsed.set(resource, schema);
  }
  return schema;
}
