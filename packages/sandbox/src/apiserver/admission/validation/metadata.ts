import type { StoredObject } from '../../ClusterStore';
import { wrongValue, type Causes } from './causes';
import { labelsCauses, qualifiedNameFaults } from './names';

const STANDARD_FINALIZERS = ['foregroundDeletion', 'orphan', 'kubernetes'];

const ANNOTATIONS_MAX = 256 * 1024;

function finalizerCauses(finalizers: string[], custom: boolean): Causes {
  const field = 'metadata.finalizers';
  const causes = finalizers.flatMap(finalizer =>
    qualifiedNameFaults(finalizer).map(why =>
      wrongValue(field, finalizer, why),
    ),
  );
  if (!custom) {
    finalizers.forEach((finalizer, index) => {
      if (
        !finalizer.includes('/') &&
        !STANDARD_FINALIZERS.includes(finalizer)
      ) {
        causes.push(
          wrongValue(
            `${field}[${index}]`,
            finalizer,
            'name is neither a standard finalizer name nor is it fully qualified',
          ),
        );
      }
    });
  }
  return causes;
}

function annotationCauses(annotations: Record<string, string>): Causes {
  const field = 'metadata.annotations';
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) =>
      sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return [
    ...Object.keys(annotations).flatMap(key =>
      qualifiedNameFaults(key.toLowerCase()).map(why =>
        wrongValue(field, key, why),
      ),
    ),
    ...(size > ANNOTATIONS_MAX
      ? [
          {
            reason: 'FieldValueTooLong',
            message: `Too long: may not be more than ${ANNOTATIONS_MAX} bytes`,
            field,
          },
        ]
      : []),
  ];
}

function ownerCauses(references: any[]): Causes {
  const field = 'metadata.ownerReferences';
  const causes: Causes = [];
  for (const reference of references) {
    for (const member of ['apiVersion', 'kind', 'name', 'uid']) {
      if (!reference[member]) {
        causes.push(
          wrongValue(
            `${field}.${member}`,
            '',
            `${member === 'apiVersion' ? 'version' : member} must not be empty`,
          ),
        );
      }
    }
  }
  const [first, second] = references.filter(({ controller }) => controller);
  if (second) {
    causes.push(
      wrongValue(
        field,
        references,
        `Only one reference can have Controller set to true. Found "true" in references for ${first.name} and ${second.name}`,
      ),
    );
  }
  return causes;
}

/** What is wrong with an object's metadata, its name aside. */
export function metadataCauses(
  { metadata }: StoredObject,
  custom: boolean,
): Causes {
  const { labels, annotations, finalizers, ownerReferences } = metadata;
  return [
    ...labelsCauses('metadata.labels', labels),
    ...annotationCauses(annotations ?? {}),
    ...finalizerCauses(finalizers ?? [], custom),
    ...ownerCauses(ownerReferences ?? []),
  ];
}
