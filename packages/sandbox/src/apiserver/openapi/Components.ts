import type { ResourceKind } from '../resources/ResourceKind';
import { builtInDefinition } from '../schemas/builtIn/builtInDefinition';
import { goName } from '../schemas/builtIn/decode';
import { schemaOf } from '../schemas/schemaOf';
import { BOUNDS, type Schema } from '../schemas/Schema';
import { descriptionOf } from './descriptions';

type OpenApi = Record<string, any>;

const META = [
  'Condition',
  'FieldSelectorRequirement',
  'LabelSelector',
  'LabelSelectorRequirement',
  'ManagedFieldsEntry',
  'ObjectMeta',
  'OwnerReference',
];

const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const TIME = 'io.k8s.apimachinery.pkg.apis.meta.v1.Time';

const SCALARS: Record<string, OpenApi> = {
  [INT_OR_STRING]: {
    description: 'A whole number, or a text such as a name or a percentage.',
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  [QUANTITY]: {
    description:
      'An amount: a decimal number, with a suffix such as m, k, M, Ki, Mi or Gi if need be.',
    oneOf: [{ type: 'string' }, { type: 'number' }],
  },
  [TIME]: {
    description: 'A moment as RFC 3339 writes it.',
    type: 'string',
    format: 'date-time',
  },
};

function scalarName(schema: Schema): string | undefined {
  if (schema.quantity) {
    return QUANTITY;
  }
  if (schema.intOrString) {
    return INT_OR_STRING;
  }
  return schema.format === 'date-time' ? TIME : undefined;
}

function componentName(definition: string): string {
  const group = META.includes(definition)
    ? 'io.k8s.apimachinery.pkg.apis.meta'
    : 'io.k8s.api.core';
  const [, version] = /^(?:[A-Z][a-z]+)?(V\d)(?=[A-Z])/.exec(definition) ?? [];
  return `${group}.${version === 'V2' ? 'v2' : 'v1'}.${goName(definition)}`;
}

/** `io.k8s.api.apps.v1.Deployment`, `io.cnpg.postgresql.v1.Cluster`. */
function kindName({ group, version, kind, custom }: ResourceKind): string {
  const prefix = custom
    ? group.split('.').reverse().join('.')
    : `io.k8s.api.${group.split('.')[0] || 'core'}`;
  return `${prefix}.${version}.${kind}`;
}

/** The schemas of one document, those of definitions shared by what leads to them. */
export class Components {
  readonly schemas: OpenApi = {};

  addKind(kind: ResourceKind): void {
    const { group, version } = kind;
    const schema = schemaOf(kind) ?? { type: 'object', preserve: true };
    const subject = kind.custom ? kind.resource : schema.name ?? kind.kind;
    const body = this.body(schema, subject, '');
    this.schemas[kindName(kind)] = {
      ...body,
      type: 'object',
      properties: {
        ...body.properties,
        apiVersion: {
          type: 'string',
          description: 'Version of the schema that the object is written in.',
        },
        kind: { type: 'string', description: 'What the object is.' },
        metadata: this.within(builtInDefinition('ObjectMeta'), {
          description: 'What every object has: its name, labels and the like.',
        }),
      },
      'x-kubernetes-group-version-kind': [{ group, version, kind: kind.kind }],
    };
  }

  private reference(name: string, make: () => OpenApi): OpenApi {
    if (!this.schemas[name]) {
      // Marked first: a definition may lead back to itself.
      this.schemas[name] = {};
      this.schemas[name] = make();
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** A reference may have no neighbours, but within `allOf`. */
  private within(schema: Schema, more: OpenApi): OpenApi {
    const reference = this.referenceTo(schema);
    return reference && Object.keys(more).length > 0
      ? { ...more, allOf: [reference] }
      : reference ?? more;
  }

  private referenceTo(schema: Schema): OpenApi | undefined {
    if (schema.name) {
      const { name } = schema;
      return this.reference(componentName(name), () =>
        this.body(builtInDefinition(name), name, ''),
      );
    }
    const scalar = scalarName(schema);
    return scalar ? this.reference(scalar, () => SCALARS[scalar]) : undefined;
  }

  /** One place: a reference where it is a definition, else what stands there. */
  private place(schema: Schema, subject: string, path: string): OpenApi {
    const description = descriptionOf(subject, path);
    if (this.referenceTo(schema)) {
      return this.within(schema, description ? { description } : {});
    }
    return this.body(schema, subject, path);
  }

  private body(schema: Schema, subject: string, path: string): OpenApi {
    const { type, format, code, keys, list, items, values, properties } =
      schema;
    const description = descriptionOf(subject, path);
    const at = (name: string) => (path ? `${path}.${name}` : name);
    const result: OpenApi = {
      ...(description ? { description } : {}),
      ...(type ? { type } : {}),
      ...(format ? { format } : {}),
    };
    for (const name of BOUNDS) {
      if (schema[name] !== undefined) {
        result[name] = schema[name];
      }
    }
    if (code?.enum) {
      result.enum = code.enum;
    }
    if (code?.default !== undefined) {
      result.default = code.default;
    }
    if (properties) {
      result.properties = Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [
          name,
          this.place(member, subject, at(name)),
        ]),
      );
      if (schema.required?.length) {
        result.required = schema.required;
      }
    }
    if (values) {
      result.additionalProperties = this.place(values, subject, at('{}'));
    }
    if (items) {
      result.items = this.place(items, subject, path);
      delete result.items.description;
      result['x-kubernetes-list-type'] = keys ? 'map' : list ?? 'atomic';
    }
    if (keys) {
      result['x-kubernetes-list-map-keys'] = keys;
    }
    if (schema.atomic) {
      result['x-kubernetes-map-type'] = 'atomic';
    }
    if (schema.preserve) {
      result['x-kubernetes-preserve-unknown-fields'] = true;
    }
    return result;
  }
}
