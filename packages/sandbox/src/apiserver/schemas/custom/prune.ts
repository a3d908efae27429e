import { isObject } from '../../fields/elements';
import { copy } from '../../store/json';
import { memberSchema, type Schema } from '../Schema';

/** Kubernetes' own members, which a CRD's schema need not describe. */
const ROOT = ['apiVersion', 'kind', 'metadata'];

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

/** Puts defaults where nothing stands, or null where null may not stand; other such nulls go. */
function fillMembers(schema: Schema, value: Record<string, unknown>): void {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const current = Object.hasOwn(value, name) ? value[name] : undefined;
    if (current === undefined || (current === null && !member.nullable)) {
      if (member.default !== undefined) {
        value[name] = copy(member.default);
      } else if (current === null && !member.preserve) {
        delete value[name];
      }
    }
  }
  if (schema.values && !schema.values.nullable && !schema.values.preserve) {
    for (const [name, member] of Object.entries(value)) {
      if (member === null && !schema.properties?.[name]) {
        delete value[name];
      }
    }
  }
}

/** Fills in a custom kind's defaults and leaves what the schema does not know. Changes what it is given. */
export function fillCustomDefaults(schema: Schema, value: unknown): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) {
      value.forEach(item => fillCustomDefaults(items, item));
    }
  } else if (isObject(value)) {
    fillMembers(schema, value);
    for (const [name, member] of Object.entries(value)) {
      const known = memberSchema(schema, name);
      if (known && typeof member === 'object') {
        fillCustomDefaults(known, member);
      }
    }
  }
}

/**
 * Takes out what a custom kind's schema does not know and fills in its defaults, in place.
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
  fillMembers(schema, value);
  for (const [name, member] of Object.entries(value)) {
    const known = memberSchema(schema, name);
    if (path === '' && ROOT.includes(name)) {
      continue;
    }
    if (known) {
      gone.push(...pruneAndDefault(known, member, join(path, name)));
    } else if (
      !schema.preserve &&
      (schema.properties || schema.type === 'object')
    ) {
      delete value[name];
      gone.push(join(path, name));
    }
  }
  return path === '' ? gone.sort() : gone;
}
