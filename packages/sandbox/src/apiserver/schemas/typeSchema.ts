import type { Schema } from './Schema';

const TYPES: Record<string, Schema> = {
  object: { type: 'object' },
  map: { type: 'object' },
  list: { type: 'array' },
  any: { preserve: true },
  intOrString: { intOrString: true },
  quantity: { quantity: true },
  string: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  time: { type: 'string', format: 'date-time' },
  microTime: { type: 'string', format: 'date-time' },
  integer: { type: 'integer' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
};

/**
 * The schema that a type's name stands for: one of the above, `[T]` for a list of T, `{T}` for a map
 * of them, or a built-in definition such as `PodSpec`.
 *
 * @param definition - looks definitions up
 */
export function typeSchema(
  text: string,
  definition: (name: string) => Schema,
): Schema {
  if (text.startsWith('[')) {
    return { type: 'array', items: typeSchema(text.slice(1, -1), definition) };
  }
  if (text.startsWith('{')) {
    return {
      type: 'object',
      values: typeSchema(text.slice(1, -1), definition),
    };
  }
  return /^[A-Z]/.test(text) ? definition(text) : { ...TYPES[text] };
}

/** Whether a word of a schema text is the name of a type. */
export function isTypeName(word = ''): boolean {
  return /^[[{A-Z]/.test(word) || Object.hasOwn(TYPES, word);
}
