import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRequest } from '../http/ResourceRequest';
import { customSchema } from '../schemas/customSchema';
import { checkAgainst, pruneAndDefault } from '../schemas/structure';
import { badRequest, invalid, StatusError } from '../StatusError';
import { isObject } from '../fields/elements';
import { fillDefaults } from './defaults';
import { validate } from './validate';

/** An object that may be stored, and what to tell about what it lost. */
export interface Admitted {
  object: StoredObject;
  warnings: string[];
}

/** Members that are null are not there. */
function dropNulls(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(dropNulls);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (member === null) {
        delete value[name];
      } else {
        dropNulls(member);
      }
    }
  }
}

/** Members of the two built-in kinds that portals write most. */
const KNOWN_MEMBERS: Record<string, string[]> = {
  configmaps: ['data', 'binaryData', 'immutable'],
  secrets: ['data', 'stringData', 'type', 'immutable'],
};

/** Takes out of an object what its kind does not know, fills in a custom kind's defaults, and says what is out. */
export function unknownFields(
  kind: ResourceKind,
  object: StoredObject,
): string[] {
  const schema = kind.custom ? customSchema(kind.resource) : undefined;
  if (schema) {
    return pruneAndDefault(schema, object);
  }
  const known = KNOWN_MEMBERS[kind.resource];
  if (!known) {
    return [];
  }
  const all = ['apiVersion', 'kind', 'metadata', ...known];
  const unknown = Object.keys(object).filter(name => !all.includes(name));
  unknown.forEach(name => delete object[name]);
  return unknown;
}

function strictRefusal(
  asked: ResourceRequest,
  object: StoredObject,
  unknown: string[],
): StatusError {
  const { kind, request } = asked;
  const fields = unknown.map(name => `unknown field "${name}"`).join(', ');
  const strict = `strict decoding error: ${fields}`;
  if (request.method === 'PATCH') {
    return invalid(
      { kind: kind.kind, group: kind.group },
      object.metadata.name,
      [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: "": ${strict}`,
          field: 'patch',
        },
      ],
    );
  }
  return badRequest(
    `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${strict}`,
  );
}

/**
 * Prunes, defaults and checks an object before it is stored. Changes the object it is given; throws
 * 400 or 422.
 */
export function admit(
  asked: ResourceRequest,
  object: StoredObject,
  before: StoredObject | undefined,
): Admitted {
  const { kind, query } = asked;
  dropNulls(object);
  const schema = kind.custom ? customSchema(kind.resource) : undefined;
  const unknown = unknownFields(kind, object);
  const mode = query.get('fieldValidation') || 'Warn';
  if (unknown.length > 0 && mode === 'Strict') {
    throw strictRefusal(asked, object, unknown);
  }
  if (schema) {
    const causes = checkAgainst(schema, object);
    if (causes.length > 0) {
      throw invalid(kind, object.metadata.name, causes);
    }
  }
  fillDefaults(kind.resource, object);
  validate(kind, object, before);
  return {
    object,
    warnings:
      mode === 'Warn' ? unknown.map(name => `unknown field "${name}"`) : [],
  };
}
