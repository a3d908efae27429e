import { isObject } from '../../fields/elements';
import { isDateTime } from '../dateTime';
import { memberSchema, type Schema } from '../Schema';
import { base64Fault } from './base64';
import { canonicalQuantity, isQuantity } from './quantity';

/** Why the JSON of an object cannot be one of its kind, in the words of a Go decoder. */
export class DecodingError extends Error {}

const QUANTITY_RULE =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const goNames = new Map<string, string>();

/** Go's name of a definition: the models put their group in front of some. */
export function goName(definition: string): string {
  let name = goNames.get(definition);
  if (name === undefined) {
    name = definition.replace(/^(?:[A-Z][a-z]+)?V\d(?=[A-Z])/, '');
    goNames.set(definition, name);
  }
  return name;
}

/** Go's name of the type that a schema stands for. */
function goType(schema: Schema): string {
  if (schema.type === 'array') {
    return `[]${goType(schema.items ?? {})}`;
  }
  if (schema.values) {
    return schema.values.quantity
      ? 'v1.ResourceList'
      : `map[string]${goType(schema.values)}`;
  }
  if (schema.name) {
    return `v1.${goName(schema.name)}`;
  }
  if (schema.intOrString) {
    return 'int32';
  }
  return {
    string:
      schema.format === 'byte' ? '[]uint8' : schema.code?.type ?? 'string',
    integer: schema.format ?? 'int64',
    number: 'float64',
    boolean: 'bool',
    object: 'map[string]interface {}',
    any: 'interface {}',
  }[schema.type ?? 'any'];
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const INTEGERS: Record<string, number> = {
  int32: 2 ** 31,
  int64: 2 ** 63,
};

/** Decodes and completes values of one object, in place. */
class Decoding {
  readonly unknown: string[] = [];
  /** Names and places on the way down to where it is. */
  private readonly way: Array<string | number> = [];
  /** How many of them are fields, not keys of maps, from the last struct on. */
  private keys = 0;
  /** Go's name of the innermost struct. */
  private struct = '';

  /** The value as the server keeps it. */
  decode(schema: Schema, value: unknown): unknown {
    if (schema.preserve || value === null) {
      return value;
    }
    if (schema.quantity) {
      return this.quantity(value);
    }
    if (schema.intOrString) {
      const fits = typeof value === 'string' || Number.isInteger(value);
      return fits ? value : this.refuse(schema, value);
    }
    switch (schema.type) {
      case 'array':
        return Array.isArray(value)
          ? this.list(schema, value)
          : this.refuse(schema, value);
      case 'object':
        return isObject(value)
          ? this.object(schema, value)
          : this.refuse(schema, value);
      case 'string':
        return typeof value === 'string'
          ? this.text(schema, value)
          : this.refuse(schema, value);
      case 'boolean':
        return typeof value === 'boolean' ? value : this.refuse(schema, value);
      default:
        return this.number(schema, value);
    }
  }

  private path(): string {
    return this.way.reduce<string>((path, part) => {
      if (typeof part === 'number') {
        return `${path}[${part}]`;
      }
      return path ? `${path}.${part}` : part;
    }, '');
  }

  /** The fields on the way, without places in lists and keys of maps. */
  private fields(): string {
    const names = this.way.filter(part => typeof part === 'string');
    return names.slice(0, names.length - this.keys).join('.');
  }

  private refuse(
    schema: Schema,
    value: unknown,
    what = jsonType(value),
  ): never {
    throw new DecodingError(
      `json: cannot unmarshal ${what} into Go struct field ${
        this.struct
      }.${this.fields()} of type ${goType(schema)}`,
    );
  }

  private number(schema: Schema, value: unknown): unknown {
    if (typeof value !== 'number') {
      return this.refuse(schema, value);
    }
    const limit = INTEGERS[schema.format ?? ''];
    return limit && (!Number.isInteger(value) || Math.abs(value) >= limit)
      ? this.refuse(schema, value, `number ${value}`)
      : value;
  }

  private text(schema: Schema, value: string): string {
    if (schema.format === 'byte') {
      const fault = base64Fault(value);
      if (fault !== undefined) {
        throw new DecodingError(`illegal base64 data at input byte ${fault}`);
      }
    } else if (schema.format === 'date-time' && !isDateTime(value)) {
      const shown = JSON.stringify(value);
      throw new DecodingError(
        `parsing time ${shown} as "2006-01-02T15:04:05Z07:00": cannot parse ${shown} as "2006"`,
      );
    }
    return value;
  }

  private quantity(value: unknown): string {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || !isQuantity(text)) {
      throw new DecodingError(QUANTITY_RULE);
    }
    return canonicalQuantity(text);
  }

  private list(schema: Schema, value: unknown[]): unknown[] {
    const items = schema.items ?? {};
    for (let index = 0; index < value.length; index += 1) {
      this.way.push(index);
      const kept = this.decode(items, value[index]);
      // What is as it should be may be frozen.
      if (kept !== value[index]) {
        value[index] = kept;
      }
      this.way.pop();
    }
    return value;
  }

  private object(
    schema: Schema,
    value: Record<string, unknown>,
  ): Record<string, unknown> {
    const { struct, keys } = this;
    if (schema.properties) {
      this.struct = goName(schema.name!);
      this.keys = 0;
    } else {
      this.keys += 1;
    }
    for (const name of Object.keys(value)) {
      const known = memberSchema(schema, name);
      this.way.push(name);
      if (known) {
        this.member(schema, known, value, name);
      } else {
        this.unknown.push(this.path());
        delete value[name];
      }
      this.way.pop();
    }
    this.struct = struct;
    this.keys = keys;
    return value;
  }

  private member(
    schema: Schema,
    known: Schema,
    value: Record<string, unknown>,
    name: string,
  ): void {
    const kept = this.decode(known, value[name]);
    if (!schema.properties) {
      if (kept === null && known.type === 'string') {
        value[name] = '';
      } else if (kept !== value[name]) {
        value[name] = kept;
      }
    } else if (
      kept === null ||
      (isEmpty(kept, known) && !schema.required?.includes(name))
    ) {
      // Go leaves out what is empty, but for fields that are always written.
      delete value[name];
    } else if (kept !== value[name]) {
      value[name] = kept;
    }
  }
}

/** An empty list or map; an empty struct says that it is there. */
function isEmpty(value: unknown, schema: Schema): boolean {
  return Array.isArray(value)
    ? value.length === 0 && !schema.preserve
    : !!schema.values && Object.keys(value as object).length === 0;
}

/**
 * Reads an object as a server does that knows its kind, in place: amounts become canonical, what is
 * null or empty goes, and so does what the kind does not know. Throws a `DecodingError` for what is
 * of another type.
 *
 * @returns paths of what was not known
 */
export function decodeBuiltIn(schema: Schema, object: object): string[] {
  const decoding = new Decoding();
  decoding.decode(schema, object);
  return decoding.unknown;
}
