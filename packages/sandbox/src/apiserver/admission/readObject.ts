import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { builtInDefinition } from '../schemas/builtIn/builtInDefinition';
import { decodeBuiltIn } from '../schemas/builtIn/decode';
import { pruneAndDefault } from '../schemas/custom/prune';
import { schemaOf } from '../schemas/schemaOf';
import { invalid } from '../StatusError';

/** Metadata is checked as a document of its own, so that paths in it lack their beginning. */
function readMetadata(object: StoredObject): string[] {
  return decodeBuiltIn(builtInDefinition('ObjectMeta'), object.metadata).map(
    path => `metadata.${path}`,
  );
}

function requireScale(kind: ResourceKind, object: StoredObject): void {
  const replicas = kind.scale?.replicas
    .slice(1)
    .split('.')
    .reduce((at: any, name) => at?.[name], object);
  if (!Number.isInteger(replicas)) {
    return;
  }
  const refuse = (why: string) =>
    invalid(kind, object.metadata.name, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${replicas}: ${why}`,
        field: kind.scale!.replicas,
      },
    ]);
  if (replicas > 2 ** 31 - 1) {
    throw refuse('should be less than or equal to 2147483647');
  }
}

/**
 * Reads an object as one of its kind, in place: takes out what the kind does not know, writes amounts
 * as a server does, and fills in what a custom kind's schema defaults. Throws a `DecodingError` for
 * what is of another type in a built-in kind.
 *
 * @returns paths of what was taken out
 */
export function readObject(kind: ResourceKind, object: StoredObject): string[] {
  const schema = schemaOf(kind);
  if (!kind.custom && schema) {
    return decodeBuiltIn(schema, object);
  }
  const unknown = readMetadata(object);
  if (!schema) {
    return unknown;
  }
  unknown.push(...pruneAndDefault(schema, object));
  requireScale(kind, object);
  return unknown;
}
