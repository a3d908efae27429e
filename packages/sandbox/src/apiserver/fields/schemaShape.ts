import type { Schema } from '../schemas/Schema';
import { schemaless, type ListType, type Shape } from './Shape';

function listType(schema: Schema): ListType {
  if (schema.list === 'set') {
    return 'set';
  }
  if (!schema.keys) {
    return 'atomic';
  }
  const defaults: Record<string, unknown> = {};
  for (const key of schema.keys) {
    const value = schema.items?.properties?.[key]?.default;
    if (value !== undefined) {
      defaults[key] = value;
    }
  }
  return { keys: schema.keys, defaults };
}

/** How a place that a CRD's schema describes merges. */
export function schemaShape(schema: Schema): Shape {
  return {
    list: listType(schema),
    atomic: schema.atomic ?? false,
    member: name => {
      const member = schema.properties?.[name] ?? schema.values;
      return member ? schemaShape(member) : schemaless;
    },
    item: () => (schema.items ? schemaShape(schema.items) : schemaless),
  };
}
