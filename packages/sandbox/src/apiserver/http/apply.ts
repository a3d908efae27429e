import type { StoredObject } from '../ClusterStore';
import { applyIntent } from '../fields/apply';
import { shapeOf } from '../fields/shapeOf';
import { badRequest, conflict, invalid, notFound } from '../StatusError';
import { copy } from '../store/json';
import { parseDocument, type Document } from './body';
import { fillDefaults } from '../admission/defaults';
import { readObject } from '../admission/readObject';
import { unreadable } from '../admission/refuseObject';
import { DecodingError } from '../schemas/builtIn/decode';
import { requireTyped } from '../fields/requireTyped';
import type { ResourceRequest } from './ResourceRequest';
import {
  addressed,
  sendObject,
  storeChange,
  storeNew,
  timestamp,
  writerOf,
} from './write';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Keys that stand twice: told, or refused when the client is strict. */
function duplicateWarnings(
  { query }: ResourceRequest,
  duplicates: string[],
): string[] {
  const mode = query.get('fieldValidation') || 'Warn';
  if (mode === 'Strict' && duplicates.length > 0) {
    throw badRequest(
      `error strict decoding YAML: error converting YAML to JSON: ${duplicates.join(
        ', ',
      )}`,
    );
  }
  return mode === 'Warn' ? duplicates : [];
}

function intentOf(
  asked: ResourceRequest,
  parsed: Document['value'],
): StoredObject {
  const { kind, subresource } = asked;
  if (parsed.apiVersion !== kind.apiVersion) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${
        parsed.apiVersion ?? ''
      }, expected: ${kind.apiVersion}`,
    );
  }
  if (parsed.metadata?.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  if (parsed.kind !== kind.kind) {
    throw badRequest(
      `Incorrect kind specified in apply patch. Specified patch kind: ${
        parsed.kind ?? ''
      }, expected: ${kind.kind}`,
    );
  }
  requireTyped(kind, parsed as StoredObject, asked);
  const intent = addressed(
    asked,
    parsed,
    `the namespace of the object (${parsed.metadata?.namespace}) does not match the namespace on the request (${asked.namespace})`,
  );
  const { managedFields, creationTimestamp, ...metadata } = intent.metadata;
  const { status, ...rest } = intent;
  if (subresource === 'status') {
    return {
      apiVersion: intent.apiVersion,
      kind: intent.kind,
      metadata: {
        name: metadata.name,
        namespace: metadata.namespace,
        resourceVersion: metadata.resourceVersion,
        uid: metadata.uid,
      },
      status,
    } as StoredObject;
  }
  return {
    ...rest,
    metadata,
    ...(!kind.hasStatus && status !== undefined ? { status } : {}),
  } as StoredObject;
}

/** Writes what the intent makes of the object as a server does, so that equal is equal. */
function requireReadable(asked: ResourceRequest, object: StoredObject): void {
  try {
    if (!asked.kind.custom) {
      readObject(asked.kind, object);
    }
  } catch (error) {
    throw error instanceof DecodingError
      ? unreadable(asked, { applied: true }, error.message)
      : error;
  }
}

/** Answers server-side apply. */
export function apply(
  asked: ResourceRequest,
  body: string,
  dryRun: boolean,
): void {
  const { store, kind, namespace, name, query } = asked;
  const { value, duplicates } = parseDocument(body, true, reason =>
    badRequest(`error decoding YAML: ${reason}`),
  );
  const intent = intentOf(asked, value);
  const live = store.get(kind.resource, namespace, name!);
  if (!live && asked.subresource) {
    throw notFound(kind, name!);
  }
  const { uid, resourceVersion } = intent.metadata;
  if (resourceVersion && resourceVersion !== live?.metadata.resourceVersion) {
    throw conflict(kind, name!);
  }
  if (uid && uid !== live?.metadata.uid) {
    throw invalid(kind, name!, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(uid)}: field is immutable`,
        field: 'metadata.uid',
      },
    ]);
  }
  const writer = writerOf(asked, 'Apply');
  const next = applyIntent({
    live,
    intent,
    writer,
    shape: shapeOf(kind),
    force: query.get('force') === 'true',
    now: timestamp(store.now()),
    complete: object => {
      const completed = copy(object);
      requireReadable(asked, completed);
      fillDefaults(kind.resource, completed);
      return completed;
    },
  });
  if (
    live?.metadata.annotations?.[LAST_APPLIED] &&
    writer.manager === 'kubectl'
  ) {
    next.metadata.annotations = {
      ...next.metadata.annotations,
      [LAST_APPLIED]: `${JSON.stringify(intent)}\n`,
    };
  }
  const told = duplicateWarnings(asked, duplicates);
  const incoming = { applied: true };
  const { object, warnings } = live
    ? storeChange(asked, live, next, undefined, dryRun, incoming)
    : storeNew(asked, next, undefined, dryRun, incoming);
  sendObject(asked, live ? 200 : 201, object, [...told, ...warnings]);
}
