import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { builtInDefinition } from '../schemas/builtIn/builtInDefinition';
import { schemaOf } from '../schemas/schemaOf';
import { memberSchema, type Schema } from '../schemas/Schema';
import { goText } from '../patching/goText';
import { internalError } from '../StatusError';
import { isObject, itemElement } from './elements';
import { schemaShape } from './schemaShape';

/** A field that the schema has no place for: nothing else counts then. */
class Undeclared extends Error {}

/** `&value.valueUnstructured{Value:true}`, as Go shows what it does not take for a text. */
function goSyntax(value: unknown): string {
  if (Array.isArray(value)) {
    return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}:${goSyntax(member)}`,
    );
    return `map[string]interface {}{${members.join(', ')}}`;
  }
  return JSON.stringify(value);
}

function expected(schema: Schema, value: unknown): string | undefined {
  const got = `got &{${goText(value)}}`;
  switch (schema.type) {
    case 'object':
      return isObject(value) ? undefined : `expected map, ${got}`;
    case 'array':
      return Array.isArray(value) ? undefined : `expected list, ${got}`;
    case 'boolean':
      return typeof value === 'boolean'
        ? undefined
        : `expected boolean, ${got}`;
    case 'integer':
    case 'number':
      return typeof value === 'number'
        ? undefined
        : 'expected numeric (int or float), got *value.valueUnstructured';
    case 'string':
      return typeof value === 'string'
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${goSyntax(
            value,
          )}}`;
    default:
      return undefined;
  }
}

/** `[name="c"]` for an item that keys tell apart, `[="x"]` for one of a set. */
function printItem(element: string): string {
  const rest = element.slice(2);
  if (element.startsWith('v:')) {
    return `[=${rest}]`;
  }
  return `[${Object.entries(JSON.parse(rest))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(',')}]`;
}

function listFaults(schema: Schema, list: unknown[], path: string): string[] {
  const { list: type } = schemaShape(schema);
  const faults: string[] = [];
  const seen = new Set<string>();
  list.forEach((item, index) => {
    let place = `[${index}]`;
    if (type !== 'atomic') {
      const element = itemElement(type, item);
      place = printItem(element);
      if (seen.has(element)) {
        faults.push(`${path}: duplicate entries for key ${place}`);
      }
      seen.add(element);
    }
    faults.push(...typeFaults(schema.items ?? {}, item, `${path}${place}`));
  });
  return faults;
}

function typeFaults(schema: Schema, value: unknown, path: string): string[] {
  // What is an amount, a time or either number or text is not looked into.
  const open = schema.preserve && !schema.properties;
  if (value === null || open || schema.format === 'date-time') {
    return [];
  }
  const wrong = expected(schema, value);
  if (wrong) {
    return [`${path}: ${wrong}`];
  }
  if (Array.isArray(value)) {
    return schema.type === 'array' ? listFaults(schema, value, path) : [];
  }
  if (!isObject(value) || schema.type !== 'object') {
    return [];
  }
  const faults: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const known = memberSchema(schema, name);
    if (known) {
      faults.push(...typeFaults(known, member, `${path}.${name}`));
    } else if (!schema.preserve) {
      throw new Undeclared(`${path}.${name}: field not declared in schema`);
    }
  }
  return faults;
}

/** The schema with what every object has at its root. */
function rootSchema(kind: ResourceKind): Schema | undefined {
  const schema = schemaOf(kind);
  return schema && kind.custom
    ? {
        ...schema,
        type: 'object',
        properties: {
          ...schema.properties,
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: builtInDefinition('ObjectMeta'),
        },
      }
    : schema;
}

/**
 * Refuses, with 500 as a real server does, an intent that does not fit its kind's schema: apply knows
 * no leniency, for a field that the schema lacks has no place to be owned in.
 */
export function requireTyped(
  kind: ResourceKind,
  intent: StoredObject,
  { namespace, name }: { namespace?: string; name?: string },
): void {
  const schema = rootSchema(kind);
  if (!schema) {
    return;
  }
  let faults: string[];
  try {
    faults = typeFaults(schema, intent, '');
  } catch (error) {
    if (!(error instanceof Undeclared)) {
      throw error;
    }
    faults = [error.message];
  }
  if (faults.length > 0) {
    throw internalError(
      `failed to create typed patch object (${namespace ?? ''}/${name}; ${
        kind.apiVersion
      }, Kind=${kind.kind}): ${
        faults.length === 1 ? faults[0] : ['errors:', ...faults].join('\n  ')
      }`,
    );
  }
}
