import type { StoredObject } from '../ClusterStore';
import { invalid } from '../StatusError';
import type { DeleteOptions } from '../store/ServedStore';
import { parseObject, readBody, mediaType } from './body';
import { page } from './list';
import { decodeProtobuf } from '../protobuf/decodeProtobuf';
import { badRequest } from '../StatusError';
import { representation } from './Representation';
import type { ResourceRequest } from './ResourceRequest';
import { sendJson } from './respond';
import { sendObject } from './write';

const POLICIES = ['Foreground', 'Background', 'Orphan'];

/** Kinds whose deletion answers the object rather than a Status. */
const ANSWER_OBJECT = [
  'pods',
  'serviceaccounts',
  'persistentvolumeclaims',
  'namespaces',
];

async function deleteOptions({
  request,
  query,
}: ResourceRequest): Promise<DeleteOptions> {
  const bytes = await readBody(request);
  let body: Record<string, any> = {};
  if (bytes.length > 0) {
    body =
      mediaType(request) === 'application/vnd.kubernetes.protobuf'
        ? decodeProtobuf(bytes)
        : parseObject(bytes.toString(), true, reason =>
            badRequest(
              `couldn't get version/kind; json parse error: ${reason}`,
            ),
          );
  }
  const policy =
    body.propagationPolicy ??
    query.get('propagationPolicy') ??
    (body.orphanDependents ? 'Orphan' : undefined);
  const dryRun: string[] = body.dryRun ?? query.getAll('dryRun');
  const refuse = (field: string, value: unknown, supported: string[]) =>
    invalid({ kind: 'DeleteOptions', group: 'meta.k8s.io' }, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          value,
        )}: supported values: ${supported
          .map(item => JSON.stringify(item))
          .join(', ')}`,
        field,
      },
    ]);
  if (policy && !POLICIES.includes(policy)) {
    throw refuse('propagationPolicy', policy, POLICIES);
  }
  if (dryRun.some(value => value !== 'All')) {
    throw refuse('dryRun', dryRun, ['All']);
  }
  const grace = body.gracePeriodSeconds ?? query.get('gracePeriodSeconds');
  return {
    ...(policy ? { propagationPolicy: policy } : {}),
    ...(grace === null ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(body.preconditions ? { preconditions: body.preconditions } : {}),
    dryRun: dryRun.length > 0,
  };
}

/** Answers DELETE of one object. */
export async function remove(asked: ResourceRequest): Promise<void> {
  const { store, kind, namespace, name, response } = asked;
  const options = await deleteOptions(asked);
  const { object, gone } = store.remove(kind, namespace, name!, options);
  if (!gone || ANSWER_OBJECT.includes(kind.resource)) {
    sendObject(asked, 200, object);
    return;
  }
  sendJson(response, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.plural,
      uid: object.metadata.uid,
    },
  });
}

/** Answers DELETE of a collection with the list of what it deletes. */
export async function removeCollection(asked: ResourceRequest): Promise<void> {
  const { store, kind, query, request, response } = asked;
  const options = await deleteOptions(asked);
  const { objects } = page(asked);
  objects.forEach(({ metadata }: StoredObject) =>
    store.remove(kind, metadata.namespace, metadata.name, options),
  );
  const shown = representation(kind, request.headers.accept, query, () =>
    store.now(),
  );
  sendJson(
    response,
    200,
    shown.list(objects, { resourceVersion: String(store.revision) }),
  );
}
