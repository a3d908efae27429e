import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import type { ResourceRequest } from '../http/ResourceRequest';
import { DecodingError } from '../schemas/builtIn/decode';
import { checkCustom } from '../schemas/custom/check';
import { schemaOf } from '../schemas/schemaOf';
import { invalid } from '../StatusError';
import { requireRightTo } from '../access/requireRightTo';
import { defaultBinding, roleCauses } from '../access/validateRole';
import { fillDefaults } from './defaults';
import type { Incoming } from './Incoming';
import { keepFromBefore } from './keepFromBefore';
import { readObject } from './readObject';
import { unreadable } from './refuseObject';
import { completeSpec, validate } from './validate';

/** An object that may be stored, and what to tell about what it lost. */
export interface Admitted {
  object: StoredObject;
  warnings: string[];
}

/** Reads the object, and refuses or tells what is not known or stood twice, as the client wants it. */
function read(
  asked: ResourceRequest,
  object: StoredObject,
  incoming: Incoming,
): string[] {
  let unknown: string[];
  try {
    unknown = readObject(asked.kind, object);
  } catch (error) {
    throw error instanceof DecodingError
      ? unreadable(asked, incoming, error.message)
      : error;
  }
  const faults = unknown.map(path => `unknown field "${path}"`);
  // Go meets both kinds of fault on one way through a built-in kind; a custom one is pruned afterwards.
  const all = [...(incoming.duplicates ?? []), ...faults];
  const mode = asked.query.get('fieldValidation') || 'Warn';
  if (all.length > 0 && mode === 'Strict') {
    throw unreadable(
      asked,
      { ...incoming, applied: false },
      `strict decoding error: ${all.join(', ')}`,
    );
  }
  return mode === 'Warn' ? all : [];
}

function requireValid(
  kind: ResourceKind,
  object: StoredObject,
  before: StoredObject | undefined,
): void {
  const schema = kind.custom ? schemaOf(kind) : undefined;
  const causes = schema ? checkCustom(schema, object, before) : [];
  if (causes.length > 0) {
    throw invalid(kind, object.metadata.name ?? '', causes);
  }
}

/**
 * Prunes, defaults and checks an object before it is stored. Changes the object it is given; throws
 * 400 or 422. Where a status does not belong into a write the object has the one that it had, which
 * is not looked at.
 */
export function admit(
  asked: ResourceRequest,
  object: StoredObject,
  before: StoredObject | undefined,
  incoming: Incoming = {},
): Admitted {
  const { kind, subresource } = asked;
  const kept = before && kind.hasStatus && subresource !== 'status';
  const { status } = object;
  if (kept) {
    delete object.status;
  }
  const warnings = read(asked, object, incoming);
  keepFromBefore(kind.resource, object, before);
  requireValid(kind, object, before);
  if (kept) {
    delete object.status;
    if (status !== undefined) {
      object.status = status;
    }
  }
  completeSpec(kind, object);
  fillDefaults(kind.resource, object);
  defaultBinding(object);
  validate(kind, object, before, subresource);
  const causes = roleCauses(kind, object, before);
  if (causes.length > 0) {
    throw invalid(kind, object.metadata.name, causes);
  }
  requireRightTo(asked, object, before);
  return { object, warnings };
}
