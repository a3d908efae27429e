import { isObject } from '../../fields/elements';
import { copy } from '../../store/json';
import { memberSchema, type Schema } from '../Schema';

/** The members of a schema that have defaults or lead to some. */
const branches = new WeakMap<Schema, Array<[string, Schema]>>();

function leadsToDefaults(schema: Schema, seen = new Set<Schema>()): boolean {
  if (seen.has(schema)) {
    return false;
  }
  seen.add(schema);
  return [
    ...Object.values(schema.properties ?? {}),
    schema.items,
    schema.values,
  ].some(
    part =>
      part && (part.code?.default !== undefined || leadsToDefaults(part, seen)),
  );
}

function branchesOf(schema: Schema): Array<[string, Schema]> {
  let found = branches.get(schema);
  if (!found) {
    found = Object.entries(schema.properties ?? {}).filter(
      ([, member]) =>
        member.code?.default !== undefined || leadsToDefaults(member),
    );
    branches.set(schema, found);
  }
  return found;
}

/** Fills in the defaults of a built-in kind that depend on nothing else. Changes what it is given. */
export function fillCodeDefaults(schema: Schema, value: unknown): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items?.properties) {
      value.forEach(item => fillCodeDefaults(items, item));
    }
  } else if (isObject(value)) {
    for (const [name, member] of branchesOf(schema)) {
      if (value[name] === undefined && member.code?.default !== undefined) {
        value[name] = copy(member.code.default);
      }
      if (value[name] !== undefined) {
        fillCodeDefaults(memberSchema(schema, name)!, value[name]);
      }
    }
  }
}
