import type { StoredObject } from '../ClusterStore';
import { compare } from './comparison';
import { FieldSet, type FieldsV1 } from './FieldSet';
import type { Shape } from './Shape';

/** One entry of managedFields. */
export interface Manager {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  subresource?: string;
  fields: FieldSet;
}

/** Who writes. */
export type Writer = Pick<
  Manager,
  'manager' | 'operation' | 'apiVersion' | 'subresource'
>;

/** What managedFields never mentions. */
const UNTRACKED_METADATA = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

/** The part of an object whose fields have managers. */
export function tracked(object: unknown): Record<string, unknown> {
  const { apiVersion, kind, metadata, ...rest } = (object ??
    {}) as Partial<StoredObject>;
  const kept = Object.fromEntries(
    Object.entries(metadata ?? {}).filter(
      ([name, value]) =>
        !UNTRACKED_METADATA.includes(name) && value !== undefined,
    ),
  );
  return {
    ...Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ),
    ...(Object.keys(kept).length > 0 ? { metadata: kept } : {}),
  };
}

type Entry = Omit<Manager, 'fields'> & { fieldsV1?: FieldsV1 };

/** Managers as they were read: what nobody touched is written as it was. */
const read = new WeakMap<Manager, Entry>();

export function readManagers(object: StoredObject | undefined): Manager[] {
  return (object?.metadata.managedFields ?? [])
    .map(entry => entry as Entry)
    .filter(entry => entry.manager && entry.operation)
    .map(entry => {
      const { manager, operation, apiVersion, time, subresource } = entry;
      let fields: FieldSet | undefined;
      const found: Manager = {
        manager,
        operation,
        apiVersion,
        time,
        subresource,
        // Most are only passed on.
        get fields() {
          fields ??= FieldSet.parse(entry.fieldsV1);
          return fields;
        },
      };
      read.set(found, entry);
      return found;
    });
}

/** Whether a manager may have any of these fields. */
function mayHave(manager: Manager, paths: string[][]): boolean {
  const entry = read.get(manager);
  return (
    !entry ||
    paths.some(path => {
      let node: FieldsV1 | undefined = entry.fieldsV1;
      for (const element of path) {
        node = node?.[element];
      }
      return node !== undefined;
    })
  );
}

/** As a real server orders them: Apply before Update, then by time, then by name. */
export function writeManagers(managers: Manager[]): unknown[] {
  const rank = (manager: Manager) =>
    [
      manager.operation,
      manager.operation === 'Update' ? manager.time : '',
      manager.manager,
    ].join(' ');
  return managers
    .filter(each => read.has(each) || !each.fields.isEmpty)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map(each => read.get(each) ?? entryOf(each));
}

function entryOf(from: Manager): unknown {
  const { manager, operation, apiVersion, time, fields, subresource } = from;
  return {
    manager,
    operation,
    apiVersion,
    ...(time ? { time } : {}),
    fieldsType: 'FieldsV1',
    fieldsV1: fields.toFieldsV1(),
    ...(subresource ? { subresource } : {}),
  };
}

export function isSameWriter(a: Writer, b: Writer): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.apiVersion === b.apiVersion &&
    (a.subresource ?? '') === (b.subresource ?? '')
  );
}

/** managedFields after a create or update: the writer owns what changed, and nobody what is gone. */
export function afterUpdate(
  before: StoredObject | undefined,
  after: StoredObject,
  writer: Writer,
  shape: Shape,
  now: string,
): unknown[] | undefined {
  const { changed, removed } = compare(tracked(before), tracked(after), shape);
  if (changed.isEmpty && removed.isEmpty) {
    return after.metadata.managedFields;
  }
  const managers = readManagers(after);
  const own = managers.find(manager => isSameWriter(manager, writer));
  const touched = [...changed.list(), ...removed.list()];
  const others = managers.map(manager =>
    mayHave(manager, touched)
      ? { ...manager, fields: manager.fields.minus(changed).minus(removed) }
      : manager,
  );
  if (changed.isEmpty) {
    return writeManagers(others);
  }
  return writeManagers([
    ...others.filter(manager => !isSameWriter(manager, writer)),
    {
      ...writer,
      time: now,
      fields: (own?.fields ?? FieldSet.of()).minus(removed).union(changed),
    },
  ]);
}
