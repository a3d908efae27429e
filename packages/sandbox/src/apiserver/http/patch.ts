import jsonPatch, { type Operation } from 'fast-json-patch';
import type { StoredObject } from '../ClusterStore';
import { applyIntent } from '../fields/apply';
import { shapeOf } from '../fields/shapeOf';
import { mergePatch } from '../patching/mergePatch';
import { strategicMergePatch } from '../patching/strategicMergePatch';
import {
  badRequest,
  conflict,
  internalError,
  invalid,
  methodNotAllowed,
  notFound,
  StatusError,
} from '../StatusError';
import { copy } from '../store/json';
import { mediaType, parseObject, readBody } from './body';
import { unknownFields } from '../admission/admit';
import { fillDefaults } from '../admission/defaults';
import type { ResourceRequest } from './ResourceRequest';
import {
  addressed,
  existing,
  requireOptions,
  sendObject,
  storeChange,
  storeNew,
  timestamp,
  writerOf,
} from './write';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function patchOptionsInvalid(reason: string, message: string, field: string) {
  return invalid({ kind: 'PatchOptions', group: 'meta.k8s.io' }, '', [
    { reason, message, field },
  ]);
}

/** Refuses media types the kind does not take, and options that do not fit the type. */
function requirePatchType(asked: ResourceRequest, type: string): void {
  const accepted = [
    JSON_PATCH,
    MERGE_PATCH,
    ...(asked.kind.custom ? [] : [STRATEGIC_PATCH]),
    APPLY_PATCH,
  ];
  if (!accepted.includes(type)) {
    throw type === 'application/json'
      ? new StatusError(
          415,
          'UnsupportedMediaType',
          '415: Unsupported Media Type',
          {},
        )
      : new StatusError(
          415,
          'UnsupportedMediaType',
          `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
            ', ',
          )}`,
          {},
        );
  }
  if (type === APPLY_PATCH && !asked.query.get('fieldManager')) {
    throw patchOptionsInvalid(
      'FieldValueRequired',
      'Required value: is required for apply patch',
      'fieldManager',
    );
  }
  if (type !== APPLY_PATCH && asked.query.has('force')) {
    throw patchOptionsInvalid(
      'FieldValueForbidden',
      'Forbidden: may not be specified for non-apply patch',
      'force',
    );
  }
}

/** What a patch other than apply makes of any object. */
export function patched(type: string, body: string, before: object): any {
  if (type === JSON_PATCH) {
    let operations: unknown;
    try {
      operations = JSON.parse(body);
    } catch (error) {
      throw badRequest(`error decoding patch: ${(error as Error).message}`);
    }
    if (!Array.isArray(operations)) {
      throw badRequest(
        'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
      );
    }
    try {
      return jsonPatch.applyPatch(
        copy(before),
        operations as Operation[],
        true,
        true,
      ).newDocument;
    } catch {
      throw new StatusError(
        422,
        'Invalid',
        'the server rejected our request due to an error in our request',
        {},
      );
    }
  }
  const change = parseObject(body, false, () =>
    internalError('Invalid JSON Patch'),
  );
  return type === STRATEGIC_PATCH
    ? strategicMergePatch(before, change)
    : mergePatch(before, change);
}

function requireSameIdentity(
  asked: ResourceRequest,
  before: StoredObject,
  after: StoredObject,
): void {
  for (const field of ['uid', 'deletionTimestamp'] as const) {
    const value = after.metadata[field];
    if (value && value !== before.metadata[field]) {
      throw invalid(asked.kind, before.metadata.name, [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(
            value,
          )}: field is immutable`,
          field: `metadata.${field}`,
        },
      ]);
    }
  }
}

function changePatch(
  asked: ResourceRequest,
  type: string,
  body: string,
  dryRun: boolean,
): void {
  const before = existing(asked);
  const after = patched(type, body, before) as StoredObject;
  if (!after?.metadata || typeof after.metadata !== 'object') {
    throw badRequest('the patch leaves an object without metadata');
  }
  requireSameIdentity(asked, before, after);
  const { object, warnings } = storeChange(
    asked,
    before,
    addressed(asked, after),
    writerOf(asked),
    dryRun,
  );
  sendObject(asked, 200, object, warnings);
}

/** Apply knows no leniency: a field that the schema lacks has no place to be owned in. */
function requireDeclared(
  { kind, namespace, name }: ResourceRequest,
  intent: object,
): void {
  const [unknown] = unknownFields(kind, copy(intent) as StoredObject);
  if (unknown !== undefined) {
    throw internalError(
      `failed to create typed patch object (${namespace ?? ''}/${name}; ${
        kind.apiVersion
      }, Kind=${kind.kind}): .${unknown}: field not declared in schema`,
    );
  }
}

function intentOf(asked: ResourceRequest, body: string): StoredObject {
  const { kind, subresource } = asked;
  const parsed = parseObject(body, true, reason =>
    badRequest(`error decoding YAML: ${reason}`),
  );
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
  requireDeclared(asked, parsed);
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

function apply(asked: ResourceRequest, body: string, dryRun: boolean): void {
  const { store, kind, namespace, name, query } = asked;
  const intent = intentOf(asked, body);
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
  const { object, warnings } = live
    ? storeChange(asked, live, next, undefined, dryRun)
    : storeNew(asked, next, undefined, dryRun);
  sendObject(asked, live ? 200 : 201, object, warnings);
}

/** Answers a PATCH of any of the four types. */
export async function patch(asked: ResourceRequest): Promise<void> {
  if (!asked.name) {
    throw methodNotAllowed();
  }
  const type = mediaType(asked.request);
  const body = (await readBody(asked.request)).toString();
  requirePatchType(asked, type);
  const { dryRun } = requireOptions('PatchOptions', asked.query);
  if (type === APPLY_PATCH) {
    apply(asked, body, dryRun);
  } else {
    changePatch(asked, type, body, dryRun);
  }
}
