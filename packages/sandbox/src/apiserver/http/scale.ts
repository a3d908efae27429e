import type { StoredObject } from '../ClusterStore';
import type { ScalePaths } from '../resources/ResourceKind';
import {
  invalid,
  methodNotAllowed,
  notFound,
  StatusError,
} from '../StatusError';
import { copy } from '../store/json';
import { jsonPath } from '../tables/jsonPath';
import { mediaType, objectBody, readBody } from './body';
import { patched } from '../patching/patched';
import type { ResourceRequest } from './ResourceRequest';
import { sendJson } from './respond';
import { requireOptions, storeChange, writerOf } from './write';

function selectorText(value: any): string | undefined {
  if (typeof value === 'string' || value === undefined) {
    return value;
  }
  return Object.entries(value.matchLabels ?? {})
    .map(([key, label]) => `${key}=${label}`)
    .join(',');
}

function scaleOf(object: StoredObject, paths: ScalePaths) {
  const replicas = jsonPath(object, paths.replicas);
  const selector =
    paths.selector && selectorText(jsonPath(object, paths.selector));
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === undefined ? {} : { replicas },
    status: {
      replicas: jsonPath(object, paths.statusReplicas) ?? 0,
      ...(selector ? { selector } : {}),
    },
  };
}

function withReplicas(
  object: StoredObject,
  path: string,
  replicas: number,
): StoredObject {
  const result = copy(object);
  const members = path.split('.').filter(part => part !== '');
  const last = members.pop()!;
  const parent = members.reduce<any>((at, member) => {
    at[member] ??= {};
    return at[member];
  }, result);
  parent[last] = replicas;
  return result;
}

/** Answers GET, PUT and PATCH of the scale subresource. */
export async function scale(
  asked: ResourceRequest,
  paths: ScalePaths,
): Promise<void> {
  const { store, kind, namespace, name, request, response } = asked;
  const before = store.get(kind.resource, namespace, name!);
  if (!before && kind.custom) {
    throw notFound(kind, name!);
  }
  if (!before) {
    throw new StatusError(
      404,
      'NotFound',
      `${kind.plural}/scale${
        kind.group && `.${kind.group}`
      } "${name}" not found`,
      { name, group: kind.group, kind: `${kind.plural}/scale` },
    );
  }
  if (request.method === 'GET') {
    sendJson(response, 200, scaleOf(before, paths));
    return;
  }
  const { dryRun } = requireOptions('UpdateOptions', asked.query);
  let wanted: any;
  if (request.method === 'PUT') {
    wanted = await objectBody(request, {
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      custom: false,
    });
  } else if (request.method === 'PATCH') {
    const body = (await readBody(request)).toString();
    wanted = patched(mediaType(request), body, scaleOf(before, paths)).after;
  } else {
    throw methodNotAllowed();
  }
  const replicas = Number(wanted.spec?.replicas ?? 0);
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw invalid({ kind: 'Scale', group: 'autoscaling' }, name!, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
        field: 'spec.replicas',
      },
    ]);
  }
  const after = withReplicas(before, paths.replicas, replicas);
  after.metadata.resourceVersion = wanted.metadata?.resourceVersion;
  const { object } = storeChange(
    { ...asked, subresource: undefined },
    before,
    after,
    writerOf(asked),
    dryRun,
  );
  sendJson(response, 200, scaleOf(object, paths));
}
