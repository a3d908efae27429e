/** The parts of a structural schema that this server acts on. */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  /** `int32`, `int64`, `date-time` and the like. */
  format?: string;
  /** Name of the built-in definition that this is, such as `PodSpec`. */
  name?: string;
  properties?: Record<string, Schema>;
  /** Schema of every member of a map (`additionalProperties`). */
  values?: Schema;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  pattern?: string;
  /** Whole number or text. */
  intOrString?: boolean;
  /** An amount such as `500m` or `1Gi`, written as text or as a number. */
  quantity?: boolean;
  /** Anything may stand here and is kept. */
  preserve?: boolean;
  nullable?: boolean;
  list?: 'set';
  /** Keys of a list-map. */
  keys?: string[];
  /** An object that merges as one value. */
  atomic?: boolean;
  /** What a CRD's CEL rules demand here. */
  rules?: Rule[];
  /** What a server does with this in a built-in kind, over and above its schema. */
  code?: Code;
}

/** What the code for a built-in kind says about a field; a CRD that has the same field does not. */
export interface Code {
  /** Go's name of a text's type, which decoding errors tell. */
  type?: string;
  default?: unknown;
  enum?: unknown[];
  /** Members whose absence is refused by their name. */
  required?: string[];
}

/** One of the few CEL rules that matter here. */
export type Rule =
  /** The value may not change once it is set. */
  | { rule: 'immutable'; message: string }
  /** The members may not be set together. */
  | { rule: 'notTogether'; members: string[]; message: string }
  /** The value may not be this one. */
  | { rule: 'not'; value: string; message: string };

/** What a member of an object must look like; undefined when the schema has no place for it. */
export function memberSchema(schema: Schema, name: string): Schema | undefined {
  return schema.properties && Object.hasOwn(schema.properties, name)
    ? schema.properties[name]
    : schema.values;
}

/** What bounds a value: a CustomResourceDefinition and OpenAPI call these members the same. */
export const BOUNDS = [
  'enum',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'pattern',
  'nullable',
] as const;
