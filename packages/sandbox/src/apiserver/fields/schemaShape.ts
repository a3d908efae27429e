import { memberSchema, type Schema } from '../schemas/Schema';
import { schemaless, type ListType, type Shape } from './Shape';

/** What a key is when an item leaves it out: its default, else what Go has for a field that must be. */
function keyDefault(items: Schema, key: string): unknown {
  const member = items.properties?.[key];
  const said = member?.code?.default ?? member?.default;
  if (said !== undefined || !items.name || !items.required?.includes(key)) {
    return said;
  }
  return member?.type === 'integer' ? 0 : '';
}

function listType(schema: Schema): ListType {
  if (schema.list === 'set') {
    return 'set';
  }
  if (!schema.keys) {
    return 'atomic';
  }
  const defaults: Record<string, unknown> = {};
  for (const key of schema.keys) {
    const value = keyDefault(schema.items ?? {}, key);
    if (value !== undefined) {
      defaults[key] = value;
    }
  }
  return { keys: schema.keys, defaults };
}

const shapes = new WeakMap<Schema, Shape>();

/** How a place that a schema describes merges. */
export function schemaShape(schema: Schema): Shape {
  let shape = shapes.get(schema);
  if (!shape) {
    shape = {
      list: listType(schema),
      atomic: schema.atomic ?? false,
      member: name => {
        const member = memberSchema(schema, name);
        return member ? schemaShape(member) : schemaless;
      },
      item: () => (schema.items ? schemaShape(schema.items) : schemaless),
    };
    shapes.set(schema, shape);
  }
  return shape;
}
