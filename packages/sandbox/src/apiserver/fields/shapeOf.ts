import type { ResourceKind } from '../resources/ResourceKind';
import { builtInDefinition } from '../schemas/builtIn/builtInDefinition';
import { schemaOf } from '../schemas/schemaOf';
import type { Schema } from '../schemas/Schema';
import { schemaShape } from './schemaShape';
import { schemaless, type Shape } from './Shape';

const shapes = new WeakMap<Schema, Shape>();
let schemalessObject: Shape | undefined;

/** How objects of a kind merge. */
export function shapeOf(kind: ResourceKind): Shape {
  const schema = schemaOf(kind);
  if (!schema) {
    schemalessObject ??= withMetadata(schemaless);
    return schemalessObject;
  }
  if (!kind.custom) {
    return schemaShape(schema);
  }
  let shape = shapes.get(schema);
  if (!shape) {
    shape = withMetadata(schemaShape(schema));
    shapes.set(schema, shape);
  }
  return shape;
}

/** The metadata of a custom object merges as that of every object. */
function withMetadata(shape: Shape): Shape {
  return {
    ...shape,
    member: name =>
      name === 'metadata'
        ? schemaShape(builtInDefinition('ObjectMeta'))
        : shape.member(name),
  };
}
