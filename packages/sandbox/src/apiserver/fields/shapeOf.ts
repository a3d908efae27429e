import type { ResourceKind } from '../resources/ResourceKind';
import { customSchema } from '../schemas/customSchema';
import { builtInShape } from './builtInShape';
import { schemaShape } from './schemaShape';
import { schemaless, type Shape } from './Shape';

/** How objects of a kind merge. */
export function shapeOf(kind: ResourceKind): Shape {
  if (!kind.custom) {
    return builtInShape(kind.resource);
  }
  const schema = customSchema(kind.resource);
  return withMetadata(schema ? schemaShape(schema) : schemaless);
}

/** The metadata of a custom object merges as that of every object. */
function withMetadata(shape: Shape): Shape {
  return {
    ...shape,
    member: name =>
      name === 'metadata' ? builtInShape('', ['metadata']) : shape.member(name),
    item: () => shape.item(),
  };
}
