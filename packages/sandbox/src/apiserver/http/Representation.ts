import type { StoredObject } from '../ClusterStore';
import type { ResourceKind } from '../resources/ResourceKind';
import { StatusError, badRequest } from '../StatusError';
import {
  columnDefinitions,
  tableRow,
  type IncludeObject,
} from '../tables/table';

interface ListMetadata {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** How a client wants objects shown: whole, as a table, or their metadata only. */
export interface Representation {
  one(object: StoredObject): object;
  list(objects: StoredObject[], metadata: ListMetadata): object;
  /** For watches: only the first event of a table has the head. */
  event(object: StoredObject, first: boolean): object;
}

/** Of a kind with several versions one is stored; they differ in nothing but their name. */
const inVersion =
  ({ apiVersion }: ResourceKind) =>
  (object: StoredObject) =>
    object.apiVersion === apiVersion ? object : { ...object, apiVersion };

const wholeObjects = (kind: ResourceKind): Representation => ({
  one: inVersion(kind),
  event: inVersion(kind),
  list: (objects, metadata) => ({
    kind: `${kind.kind}List`,
    apiVersion: kind.apiVersion,
    metadata: kind.custom ? { continue: '', ...metadata } : metadata,
    items: kind.custom
      ? objects.map(inVersion(kind))
      : objects.map(({ kind: _kind, apiVersion, ...object }) => object),
  }),
});

const metadataOnly: Representation = {
  one: partial,
  event: partial,
  list: (objects, metadata) => ({
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    items: objects.map(partial),
  }),
};

function partial({ metadata }: StoredObject) {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
  };
}

function table(
  kind: ResourceKind,
  include: IncludeObject,
  now: () => Date,
): Representation {
  const show = (
    objects: StoredObject[],
    metadata: ListMetadata,
    withHead = true,
  ) => ({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withHead ? columnDefinitions(kind) : null,
    rows: objects.map(object => tableRow(kind, object, include, now())),
  });
  const version = ({ metadata: { resourceVersion } }: StoredObject) => ({
    resourceVersion,
  });
  return {
    one: object => show([object], version(object)),
    list: (objects, metadata) => show(objects, metadata),
    event: (object, first) => show([object], version(object), first),
  };
}

/** Chooses from the Accept header; throws 406 when nothing it names can be given. */
export function representation(
  kind: ResourceKind,
  accept: string | undefined,
  query: URLSearchParams,
  now: () => Date,
): Representation {
  for (const choice of (accept || '*/*').split(',')) {
    const [type, ...parameters] = choice.split(';').map(part => part.trim());
    if (!['application/json', 'application/*', '*/*'].includes(type)) {
      continue;
    }
    const as = parameters
      .find(parameter => parameter.startsWith('as='))
      ?.slice(3);
    if (as === 'Table') {
      const include = query.get('includeObject') || 'Metadata';
      if (!['None', 'Metadata', 'Object'].includes(include)) {
        throw badRequest(`unrecognized includeObject value: "${include}"`);
      }
      return table(kind, include as IncludeObject, now);
    }
    if (as?.startsWith('PartialObjectMetadata')) {
      return metadataOnly;
    }
    if (!as) {
      return wholeObjects(kind);
    }
  }
  throw new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
    {},
  );
}
