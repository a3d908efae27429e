import type { StoredObject } from '../ClusterStore';
import { admit, type Admitted } from '../admission/admit';
import type { Incoming } from '../admission/Incoming';
import { callWebhooks } from '../admission/callWebhooks';
import { afterUpdate, type Writer } from '../fields/managedFields';
import { shapeOf } from '../fields/shapeOf';
import {
  badRequest,
  conflict,
  invalid,
  methodNotAllowed,
  notFound,
  StatusError,
} from '../StatusError';
import { copy, reuse } from '../store/json';
import { objectDocument } from './body';
import { representation } from './Representation';
import type { ResourceRequest } from './ResourceRequest';
import { sendJson } from './respond';

/** RFC 3339 with whole seconds, as Kubernetes writes times. */
export function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

/** Refuses values of options that do not exist. */
export function requireOptions(
  optionsKind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  query: URLSearchParams,
): { dryRun: boolean } {
  const dryRun = query.getAll('dryRun').filter(value => value !== '');
  if (dryRun.some(value => value !== 'All')) {
    throw invalid({ kind: optionsKind, group: 'meta.k8s.io' }, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: []string{${dryRun
          .map(value => JSON.stringify(value))
          .join(', ')}}: supported values: "All"`,
        field: 'dryRun',
      },
    ]);
  }
  return { dryRun: dryRun.length > 0 };
}

/** Who writes: `fieldManager`, else the User-Agent up to its first slash. */
export function writerOf(
  { kind, query, request, subresource }: ResourceRequest,
  operation: Writer['operation'] = 'Update',
): Writer {
  const agent = (request.headers['user-agent'] ?? '').split('/')[0];
  return {
    manager: query.get('fieldManager') || agent || 'unknown',
    operation,
    apiVersion: kind.apiVersion,
    ...(subresource ? { subresource } : {}),
  };
}

/** Answers an object, with the warnings about what was dropped from it. */
export function sendObject(
  asked: ResourceRequest,
  code: number,
  object: StoredObject,
  warnings: string[] = [],
): void {
  const { kind, query, request, response, store } = asked;
  for (const warning of warnings) {
    response.appendHeader('Warning', `299 - ${JSON.stringify(warning)}`);
  }
  const shown = representation(kind, request.headers.accept, query, () =>
    store.now(),
  );
  sendJson(response, code, shown.one(object));
}

/** The stored object that the path names; throws 404. */
export function existing({
  store,
  kind,
  namespace,
  name,
}: ResourceRequest): StoredObject {
  const found = store.get(kind.resource, namespace, name!);
  if (!found) {
    throw notFound(kind, name!);
  }
  return found;
}

/** The object of a body, with the name and namespace of the path. */
export function addressed(
  { kind, namespace, name }: ResourceRequest,
  body: any,
  otherNamespace = 'the namespace of the provided object does not match the namespace sent on the request',
): StoredObject {
  const metadata = { ...(body.metadata ?? {}) };
  if (name && metadata.name && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  if (
    kind.namespaced &&
    metadata.namespace &&
    metadata.namespace !== namespace
  ) {
    throw badRequest(otherNamespace);
  }
  const { namespace: _namespace, ...rest } = metadata;
  return {
    ...body,
    metadata: {
      ...rest,
      ...(name ? { name } : {}),
      ...(kind.namespaced ? { namespace } : {}),
    },
  };
}

/**
 * Stores what a client wants an existing object to be. Through the main resource the status stays,
 * through `/status` everything else stays.
 */
export function storeChange(
  asked: ResourceRequest,
  before: StoredObject,
  wanted: StoredObject,
  writer: Writer | undefined,
  dryRun: boolean,
  incoming?: Incoming,
): Admitted {
  const { store, kind, subresource } = asked;
  const { status, ...rest } = wanted;
  let after: StoredObject = wanted;
  if (subresource === 'status') {
    after = {
      ...before,
      metadata: {
        ...before.metadata,
        resourceVersion: wanted.metadata.resourceVersion,
        managedFields: wanted.metadata.managedFields,
      },
      status,
    };
  } else if (kind.hasStatus) {
    after = { ...rest, status: before.status } as StoredObject;
  }
  const admitted = admit(asked, copy(after), before, incoming);
  const all = [
    ...admitted.warnings,
    ...callWebhooks(asked, admitted.object, before),
  ];
  // What is as it was is the same from here on, and soon seen to be so.
  const changed = reuse(before, admitted.object);
  const object = { ...changed, metadata: { ...changed.metadata } };
  if (writer) {
    const { managedFields } = object.metadata;
    const cleared =
      managedFields && managedFields.every(entry => isEmpty(entry));
    object.metadata.managedFields = cleared
      ? undefined
      : afterUpdate(
          before,
          {
            ...object,
            metadata: {
              ...object.metadata,
              managedFields: managedFields ?? before.metadata.managedFields,
            },
          },
          writer,
          shapeOf(kind),
          timestamp(store.now()),
        );
  }
  const stored = store.replace(kind, before, object, {
    dryRun,
    warn: text => all.push(text),
  });
  return { warnings: all, object: stored };
}

function isEmpty(entry: unknown): boolean {
  return Object.keys(entry as object).length === 0;
}

const SUFFIX = 'bcdfghjklmnpqrstvwxz2456789';

function generated(prefix: string): string {
  let name = prefix;
  for (let count = 0; count < 5; count += 1) {
    name += SUFFIX[Math.floor(Math.random() * SUFFIX.length)];
  }
  return name;
}

/** Kinds whose objects wait for somebody to take care of them. */
const PENDING = ['pods', 'persistentvolumeclaims'];

/** Makes a new object of a body or of an intent that found none. */
export function storeNew(
  asked: ResourceRequest,
  wanted: StoredObject,
  writer: Writer | undefined,
  dryRun: boolean,
  incoming?: Incoming,
): Admitted {
  const { store, kind } = asked;
  const { managedFields, deletionTimestamp, ...metadata } = wanted.metadata;
  const { status, ...rest } = wanted;
  const object = {
    ...rest,
    metadata: { ...metadata, ...(writer ? {} : { managedFields }) },
    ...(PENDING.includes(kind.resource)
      ? { status: { phase: 'Pending' } }
      : {}),
    ...(!kind.hasStatus && status !== undefined ? { status } : {}),
  } as StoredObject;
  const admitted = admit(asked, copy(object), undefined, incoming);
  if (writer) {
    admitted.object.metadata.managedFields = afterUpdate(
      undefined,
      admitted.object,
      writer,
      shapeOf(kind),
      timestamp(store.now()),
    );
  }
  const warnings = callWebhooks(asked, admitted.object, undefined);
  const all = [...admitted.warnings, ...warnings];
  const stored = store.insert(kind, admitted.object, {
    dryRun,
    warn: text => all.push(text),
  });
  return { warnings: all, object: stored };
}

/** Answers a POST on a collection. */
export async function create(asked: ResourceRequest): Promise<void> {
  const { kind, query, request } = asked;
  if (asked.name) {
    throw methodNotAllowed();
  }
  const { dryRun } = requireOptions('CreateOptions', query);
  const { value, duplicates } = await objectDocument(request, kind);
  const body = addressed(asked, value);
  if (body.metadata.resourceVersion) {
    throw new StatusError(
      500,
      undefined,
      'resourceVersion should not be set on objects to be created',
    );
  }
  const prefix = body.metadata.generateName as string | undefined;
  if (!body.metadata.name && prefix) {
    body.metadata.name = generated(prefix);
  }
  const { object, warnings } = storeNew(asked, body, writerOf(asked), dryRun, {
    duplicates,
  });
  sendObject(asked, 201, object, warnings);
}

/** Answers a PUT. */
export async function update(asked: ResourceRequest): Promise<void> {
  const { kind, query, request } = asked;
  const { dryRun } = requireOptions('UpdateOptions', query);
  const { value, duplicates } = await objectDocument(request, kind);
  const body = addressed(asked, value);
  const before = existing(asked);
  const { resourceVersion, uid } = body.metadata;
  if (kind.custom && !resourceVersion) {
    throw invalid(kind, before.metadata.name, [
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0x0: must be specified for an update',
        field: 'metadata.resourceVersion',
      },
    ]);
  }
  if (uid && uid !== before.metadata.uid) {
    throw conflict(
      kind,
      before.metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`,
    );
  }
  const { object, warnings } = storeChange(
    asked,
    before,
    body,
    writerOf(asked),
    dryRun,
    { duplicates },
  );
  sendObject(asked, 200, object, warnings);
}
