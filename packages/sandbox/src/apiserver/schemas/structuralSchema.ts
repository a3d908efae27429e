import { knownRule, type CelRule } from './celRules';
import { QUANTITY_PATTERN } from './definitionSchema';
import { BOUNDS, type Rule, type Schema } from './Schema';

const PLAIN = ['type', 'format', 'required', ...BOUNDS] as const;

const everyMember = (members: Record<string, any>): Record<string, Schema> =>
  Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, parsed(member)]),
  );

function parsed(source: any): Schema {
  const schema: Record<string, unknown> = {};
  for (const name of PLAIN) {
    if (source[name] !== undefined) {
      schema[name] = source[name];
    }
  }
  const { properties, additionalProperties, items } = source;
  const listType = source['x-kubernetes-list-type'];
  const rules = ((source['x-kubernetes-validations'] ?? []) as CelRule[])
    .map(knownRule)
    .filter((rule): rule is Rule => rule !== undefined);
  const intOrString = source['x-kubernetes-int-or-string'];
  if (intOrString && source.pattern === QUANTITY_PATTERN) {
    return { quantity: true };
  }
  return {
    ...schema,
    ...(rules.length > 0 ? { rules } : {}),
    ...(properties ? { properties: everyMember(properties) } : {}),
    ...(additionalProperties && typeof additionalProperties === 'object'
      ? { values: parsed(additionalProperties) }
      : {}),
    ...(additionalProperties === true ? { preserve: true } : {}),
    ...(items ? { items: parsed(items) } : {}),
    ...(intOrString ? { intOrString: true } : {}),
    ...(source['x-kubernetes-preserve-unknown-fields']
      ? { preserve: true }
      : {}),
    ...(listType === 'set' ? { list: 'set' as const } : {}),
    ...(listType === 'map'
      ? { keys: source['x-kubernetes-list-map-keys'] }
      : {}),
    ...(source['x-kubernetes-map-type'] === 'atomic' ? { atomic: true } : {}),
  };
}

/** The schema of a CustomResourceDefinition's version, as its author wrote it. */
export function structuralSchema(source: unknown): Schema | undefined {
  return source && typeof source === 'object' ? parsed(source) : undefined;
}
