import { isObject } from '../../fields/elements';
import type { StatusCause } from '../../StatusError';
import { memberSchema, type Schema } from '../Schema';
import { checkBounds } from './bounds';
import { checkRules } from './rules';
import { checkType } from './types';

export type Causes = Required<StatusCause>[];

/** Checked as every object's. */
const ROOT = ['apiVersion', 'kind', 'metadata'];

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

/** What of a custom object contradicts its schema, as the causes of a 422; rules aside. */
export function checkAgainst(
  schema: Schema,
  value: unknown,
  path = '',
): Causes {
  if (value === null && (schema.nullable || schema.preserve)) {
    return [];
  }
  const wrongType = checkType(schema, value, path);
  if (wrongType) {
    return [wrongType];
  }
  const causes = checkBounds(schema, value, path);
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
      const known = memberSchema(schema, name);
      if (known && !(path === '' && ROOT.includes(name))) {
        causes.push(...checkAgainst(known, member, join(path, name)));
      }
    }
  }
  return causes;
}

const ruled = new WeakMap<Schema, boolean>();

function hasRules(schema: Schema): boolean {
  let known = ruled.get(schema);
  if (known === undefined) {
    // Built-in definitions, which may lead back to themselves, have none.
    known =
      !schema.name &&
      (!!schema.rules ||
        Object.values(schema.properties ?? {}).some(hasRules) ||
        [schema.items, schema.values].some(part => part && hasRules(part)));
    ruled.set(schema, known);
  }
  return known;
}

/** Everything that contradicts a custom kind's schema. Its rules are looked at when all else is right. */
export function checkCustom(
  schema: Schema,
  object: object,
  before: object | undefined,
): Causes {
  const causes = checkAgainst(schema, object);
  if (!hasRules(schema)) {
    return causes;
  }
  if (causes.length === 0) {
    return checkRules(schema, object, before);
  }
  return [
    ...causes,
    {
      reason: 'FieldValueInvalid',
      message:
        'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      field: '<nil>',
    },
  ];
}
