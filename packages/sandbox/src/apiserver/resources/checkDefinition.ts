import type { StoredObject } from '../ClusterStore';
import type { StatusCause } from '../StatusError';

type Causes = Required<StatusCause>[];

const invalidValue = (field: string, value: unknown, why: string) => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  field,
});
const requiredValue = (field: string, why: string) => ({
  reason: 'FieldValueRequired',
  message: `Required value: ${why}`,
  field,
});

/** What a server refuses of a CustomResourceDefinition, as the causes of a 422. */
export function definitionCauses({ metadata, spec }: StoredObject): Causes {
  const { group, names, scope, versions } = spec ?? {};
  const causes: Causes = [];
  const name = `${names?.plural}.${group}`;
  if (metadata.name !== name) {
    causes.push(
      invalidValue(
        'metadata.name',
        metadata.name,
        'must be spec.names.plural+"."+spec.group',
      ),
    );
  }
  if (!group) {
    causes.push(requiredValue('spec.group', ''));
  }
  if (!['Cluster', 'Namespaced'].includes(scope)) {
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        scope ?? '',
      )}: supported values: "Cluster", "Namespaced"`,
      field: 'spec.scope',
    });
  }
  for (const field of ['plural', 'kind']) {
    if (!names?.[field]) {
      causes.push(requiredValue(`spec.names.${field}`, ''));
    }
  }
  const stored = (versions ?? []).filter((each: any) => each.storage);
  if (stored.length !== 1) {
    causes.push(
      invalidValue(
        'spec.versions',
        (versions ?? []).map((each: any) => each.name),
        'must have exactly one version marked as storage version',
      ),
    );
  }
  (versions ?? []).forEach((version: any, index: number) => {
    const schema = version.schema?.openAPIV3Schema;
    const field = `spec.versions[${index}].schema.openAPIV3Schema`;
    if (!schema) {
      causes.push(requiredValue(field, 'schemas are required'));
    } else if (schema.type !== 'object') {
      causes.push(
        schema.type
          ? invalidValue(
              `${field}.type`,
              schema.type,
              'must be object at the root',
            )
          : requiredValue(`${field}.type`, 'must not be empty at the root'),
      );
    }
  });
  return causes;
}

/** Fills in the names that a definition may leave out. Changes it. */
export function defaultDefinition({ spec }: StoredObject): void {
  const { names } = spec ?? {};
  if (names?.kind) {
    names.singular ??= names.kind.toLowerCase();
    names.listKind ??= `${names.kind}List`;
  }
  if (spec) {
    spec.conversion ??= { strategy: 'None' };
  }
}
