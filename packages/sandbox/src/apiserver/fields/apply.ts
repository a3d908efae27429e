import type { StoredObject } from '../ClusterStore';
import { StatusError } from '../StatusError';
import { equal } from '../store/json';
import { compare, fieldsOf } from './comparison';
import { FieldSet, printPath } from './FieldSet';
import {
  isSameWriter,
  readManagers,
  tracked,
  writeManagers,
  type Manager,
  type Writer,
} from './managedFields';
import { merge, without } from './merge';
import type { Shape } from './Shape';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

interface Conflict {
  owner: string;
  path: string[];
}

function printOwner({ manager, operation, apiVersion, subresource }: Manager) {
  if (operation === 'Apply') {
    return JSON.stringify(manager);
  }
  return `${JSON.stringify(manager)}${
    subresource ? ` with subresource "${subresource}"` : ''
  } using ${apiVersion}`;
}

/** The 409 that names every field somebody else owns. */
export function applyConflict(conflicts: Conflict[]): StatusError {
  const sorted = [...conflicts].sort((a, b) =>
    a.owner === b.owner
      ? Number(printPath(a.path) > printPath(b.path)) * 2 - 1
      : Number(a.owner > b.owner) * 2 - 1,
  );
  const owners = [...new Set(sorted.map(({ owner }) => owner))];
  const message =
    sorted.length === 1
      ? `Apply failed with 1 conflict: conflict with ${owners[0]}: ${printPath(
          sorted[0].path,
        )}`
      : `Apply failed with ${sorted.length} conflicts: ${owners
          .map(owner =>
            [
              `conflicts with ${owner}:`,
              ...sorted
                .filter(conflict => conflict.owner === owner)
                .map(({ path }) => `- ${printPath(path)}`),
            ].join('\n'),
          )
          .join('\n')}`;
  return new StatusError(409, 'Conflict', message, {
    causes: sorted.map(({ owner, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${owner}`,
      field: printPath(path),
    })),
  });
}

/** Managers of an object; one that has none belongs to whoever was there before. */
function managersOf(live: StoredObject | undefined, shape: Shape): Manager[] {
  const managers = readManagers(live);
  if (!live || managers.length > 0) {
    return managers;
  }
  return [
    {
      manager: 'before-first-apply',
      operation: 'Update',
      apiVersion: live.apiVersion,
      fields: fieldsOf(tracked(live), shape),
    },
  ];
}

/** Fields that kubectl wrote by client-side apply: `kubectl` may take them over. */
function adoptable(live: StoredObject | undefined, shape: Shape): FieldSet {
  try {
    const last = live?.metadata.annotations?.[LAST_APPLIED];
    return last ? fieldsOf(tracked(JSON.parse(last)), shape) : FieldSet.of();
  } catch {
    return FieldSet.of();
  }
}

/**
 * Server-side apply: the live object with the writer's intent and without what the writer no longer
 * wants, and who manages what afterwards. Throws 409 for fields of others unless forced.
 *
 * @param live - undefined when the object is to be made
 * @param complete - fills in what the server defaults
 */
export function applyIntent(options: {
  live: StoredObject | undefined;
  intent: StoredObject;
  writer: Writer;
  shape: Shape;
  force: boolean;
  now: string;
  complete: (object: StoredObject) => StoredObject;
}): StoredObject {
  const { live, intent, writer, shape, force, now, complete } = options;
  const managers = managersOf(live, shape);
  const own = managers.find(manager => isSameWriter(manager, writer));
  const others = managers.filter(manager => !isSameWriter(manager, writer));
  const wanted = fieldsOf(tracked(intent), shape);
  const ownedByOthers = others.reduce(
    (all, { fields }) => all.union(fields),
    FieldSet.of(),
  );
  const merged = merge(live ?? {}, intent, shape);
  const given = (own?.fields ?? FieldSet.of())
    .minus(wanted)
    .minus(ownedByOthers);
  const pruned = given.isEmpty
    ? merged
    : without(merged, shape, given, ownedByOthers.union(wanted));
  const next = complete(pruned as StoredObject);

  const { changed, removed } = compare(tracked(live), tracked(next), shape);
  const adopted =
    writer.manager === 'kubectl' ? adoptable(live, shape) : FieldSet.of();
  const conflicts = others.flatMap(other =>
    other.fields
      .intersection(changed)
      .list()
      .filter(
        path =>
          other.manager !== 'kubectl-client-side-apply' || !adopted.has(path),
      )
      .map(path => ({ owner: printOwner(other), path })),
  );
  if (conflicts.length > 0 && !force) {
    throw applyConflict(conflicts);
  }
  const unchanged =
    own && own.fields.equals(wanted) && equal(tracked(live), tracked(next));
  return {
    ...next,
    metadata: {
      ...next.metadata,
      managedFields: writeManagers([
        ...others.map(other => ({
          ...other,
          fields: other.fields.minus(changed).minus(removed),
        })),
        { ...writer, fields: wanted, time: unchanged ? own.time : now },
      ]),
    },
  };
}
