import { isObject } from '../../fields/elements';
import type { StatusCause } from '../../StatusError';
import type { Schema } from '../Schema';

type Causes = Required<StatusCause>[];

/** The members of a schema that are checked or lead to some that are. */
const branches = new WeakMap<Schema, Array<[string, Schema]>>();

function leadsToChecks(schema: Schema, seen = new Set<Schema>()): boolean {
  if (seen.has(schema)) {
    return false;
  }
  seen.add(schema);
  return (
    !!schema.code?.enum ||
    !!schema.code?.required ||
    [
      ...Object.values(schema.properties ?? {}),
      schema.items,
      schema.values,
    ].some(part => part && leadsToChecks(part, seen))
  );
}

function branchesOf(schema: Schema): Array<[string, Schema]> {
  let found = branches.get(schema);
  if (!found) {
    found = Object.entries(schema.properties ?? {}).filter(
      ([name, member]) =>
        name !== 'metadata' && name !== 'status' && leadsToChecks(member),
    );
    branches.set(schema, found);
  }
  return found;
}

/**
 * What a server refuses of a built-in kind for what is missing or may not stand somewhere, as the
 * causes of a 422. Status and metadata are others' business.
 */
export function checkCode(schema: Schema, value: unknown, path = ''): Causes {
  const causes: Causes = [];
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items?.properties) {
      value.forEach((item, index) =>
        causes.push(...checkCode(items, item, `${path}[${index}]`)),
      );
    }
    return causes;
  }
  const allowed = schema.code?.enum;
  if (allowed && value !== undefined && !allowed.includes(value)) {
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        value,
      )}: supported values: ${allowed
        .map(item => JSON.stringify(item))
        .join(', ')}`,
      field: path,
    });
  }
  if (isObject(value)) {
    for (const name of schema.code?.required ?? []) {
      if (value[name] === undefined || value[name] === '') {
        causes.push({
          reason: 'FieldValueRequired',
          message: 'Required value',
          field: path ? `${path}.${name}` : name,
        });
      }
    }
    for (const [name, member] of branchesOf(schema)) {
      if (value[name] !== undefined) {
        causes.push(
          ...checkCode(member, value[name], path ? `${path}.${name}` : name),
        );
      }
    }
  }
  return causes;
}
