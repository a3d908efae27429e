import { isObject } from '../fields/elements';
import type { StatusCause } from '../StatusError';
import { copy } from '../store/json';
import type { Schema } from './Schema';

/** Kubernetes' own members, which a CRD's schema need not describe. */
const ROOT = ['apiVersion', 'kind', 'metadata'];

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

/**
 * Takes out what the schema does not know and fills in its defaults, in place.
 *
 * @returns paths of what was taken out
 */
export function pruneAndDefault(
  schema: Schema,
  value: unknown,
  path = '',
): string[] {
  const gone: string[] = [];
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) {
      value.forEach((item, index) =>
        gone.push(...pruneAndDefault(items, item, `${path}[${index}]`)),
      );
    }
    return gone;
  }
  if (!isObject(value)) {
    return gone;
  }
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (value[name] === undefined && member.default !== undefined) {
      value[name] = copy(member.default);
    }
  }
  for (const [name, member] of Object.entries(value)) {
    const known = schema.properties?.[name] ?? schema.values;
    if (known) {
      gone.push(...pruneAndDefault(known, member, join(path, name)));
    } else if (
      !schema.preserve &&
      (schema.properties || schema.type === 'object') &&
      !(path === '' && ROOT.includes(name))
    ) {
      delete value[name];
      gone.push(join(path, name));
    }
  }
  return gone;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return value === null ? 'null' : typeof value;
}

function hasType(schema: Schema, value: unknown): boolean {
  const type = typeOf(value);
  if (schema.intOrString) {
    return type === 'integer' || type === 'string';
  }
  return (
    !schema.type ||
    schema.type === type ||
    (schema.type === 'number' && type === 'integer')
  );
}

/** What of an object contradicts its schema, as the causes of a 422. */
export function checkAgainst(
  schema: Schema,
  value: unknown,
  path = '',
): Required<StatusCause>[] {
  const wrong = (shown: unknown, message: string, field = path) => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(shown)}: ${message}`,
    field,
  });
  if (!hasType(schema, value)) {
    const type = typeOf(value);
    return [
      wrong(
        type,
        `${path} in body must be of type ${
          schema.type ?? 'integer,string'
        }: ${JSON.stringify(type)}`,
      ),
    ];
  }
  const causes: Required<StatusCause>[] = [];
  if (schema.enum && !schema.enum.includes(value)) {
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        value,
      )}: supported values: ${schema.enum
        .map(item => JSON.stringify(item))
        .join(', ')}`,
      field: path,
    });
  }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) {
      causes.push(
        wrong(
          value,
          `${path} in body should be greater than or equal to ${schema.minimum}`,
        ),
      );
    }
    if (schema.maximum !== undefined && value > schema.maximum) {
      causes.push(
        wrong(
          value,
          `${path} in body should be less than or equal to ${schema.maximum}`,
        ),
      );
    }
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) {
      value.forEach((item, index) =>
        causes.push(...checkAgainst(items, item, `${path}[${index}]`)),
      );
    }
  } else if (isObject(value)) {
    for (const name of schema.required ?? []) {
      if (value[name] === undefined) {
        causes.push({
          reason: 'FieldValueRequired',
          message: 'Required value',
          field: join(path, name),
        });
      }
    }
    for (const [name, member] of Object.entries(value)) {
      const known = schema.properties?.[name] ?? schema.values;
      if (known && !(path === '' && ROOT.includes(name))) {
        causes.push(...checkAgainst(known, member, join(path, name)));
      }
    }
  }
  return causes;
}
