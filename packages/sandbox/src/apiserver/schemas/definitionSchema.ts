import { celRule } from './celRules';
import { BOUNDS, type Schema } from './Schema';

type OpenApi = Record<string, unknown>;

/** Members that a CustomResourceDefinition calls the same. */
const SAME = ['type', 'required', ...BOUNDS] as const;

/** What a CRD demands of an amount. */
export const QUANTITY_PATTERN =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

const everyMember = (members: Record<string, Schema>) =>
  Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, written(member)]),
  );

function written(schema: Schema): OpenApi {
  const result: OpenApi = {};
  for (const name of SAME) {
    if (schema[name] !== undefined) {
      result[name] = schema[name];
    }
  }
  const { format, properties, values, items, keys, list, rules } = schema;
  if (format) {
    result.format = format;
  }
  if (schema.quantity || schema.intOrString) {
    result.anyOf = [{ type: 'integer' }, { type: 'string' }];
    result['x-kubernetes-int-or-string'] = true;
  }
  if (schema.quantity) {
    result.pattern = QUANTITY_PATTERN;
  }
  if (properties) {
    result.properties = everyMember(properties);
  }
  if (values) {
    result.additionalProperties = written(values);
  }
  if (items) {
    result.items = written(items);
  }
  if (keys) {
    result['x-kubernetes-list-type'] = 'map';
    result['x-kubernetes-list-map-keys'] = keys;
  } else if (list) {
    result['x-kubernetes-list-type'] = list;
  }
  if (schema.atomic) {
    result['x-kubernetes-map-type'] = 'atomic';
  }
  if (schema.preserve) {
    result['x-kubernetes-preserve-unknown-fields'] = true;
  }
  if (rules) {
    result['x-kubernetes-validations'] = rules.map(celRule);
  }
  return result;
}

const made = new WeakMap<Schema, OpenApi>();

/** The schema of a custom kind as its CustomResourceDefinition writes it. */
export function definitionSchema(schema: Schema): OpenApi {
  let result = made.get(schema);
  if (!result) {
    const body = written(schema);
    result = {
      ...body,
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { type: 'object' },
        ...(body.properties as OpenApi),
      },
    };
    made.set(schema, result);
  }
  return result;
}
