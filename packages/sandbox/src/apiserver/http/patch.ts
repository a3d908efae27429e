import type { StoredObject } from '../ClusterStore';
import { unreadable } from '../admission/refuseObject';
import {
  JSON_PATCH,
  MERGE_PATCH,
  patched,
  STRATEGIC_PATCH,
} from '../patching/patched';
import { schemaOf } from '../schemas/schemaOf';
import {
  badRequest,
  invalid,
  methodNotAllowed,
  StatusError,
} from '../StatusError';
import { apply } from './apply';
import { mediaType, readBody } from './body';
import type { ResourceRequest } from './ResourceRequest';
import {
  addressed,
  existing,
  requireOptions,
  sendObject,
  storeChange,
  writerOf,
} from './write';

const APPLY_PATCH = 'application/apply-patch+yaml';

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

/** No patch makes another kind of an object. */
function requireSameKind(
  asked: ResourceRequest,
  { apiVersion, kind }: StoredObject,
  shown: () => string,
): void {
  const { kind: wanted } = asked;
  if (apiVersion !== wanted.apiVersion || kind !== wanted.kind) {
    throw unreadable(
      asked,
      { patch: shown },
      `no kind "${kind}" is registered for version "${apiVersion}"`,
    );
  }
}

function changePatch(
  asked: ResourceRequest,
  type: string,
  body: string,
  dryRun: boolean,
): void {
  const before = existing(asked);
  const schema = asked.kind.custom ? undefined : schemaOf(asked.kind);
  const { after, duplicates, shown } = patched(type, body, before, schema);
  if (!after?.metadata || typeof after.metadata !== 'object') {
    throw badRequest('the patch leaves an object without metadata');
  }
  requireSameKind(asked, after, shown);
  requireSameIdentity(asked, before, after);
  const { object, warnings } = storeChange(
    asked,
    before,
    addressed(asked, after),
    writerOf(asked),
    dryRun,
    { duplicates, patch: shown },
  );
  sendObject(asked, 200, object, warnings);
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
