/** The parts of a CRD's structural schema that this server acts on. */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  properties?: Record<string, Schema>;
  /** Schema of every member of a map (`additionalProperties`). */
  values?: Schema;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  /** Whole number or text. */
  intOrString?: boolean;
  /** Anything may stand here and is kept. */
  preserve?: boolean;
  nullable?: boolean;
  list?: 'set';
  /** Keys of a list-map. */
  keys?: string[];
  /** An object that merges as one value. */
  atomic?: boolean;
}
