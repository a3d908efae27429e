import type { StoredObject } from '../ClusterStore';
import type { PrinterColumn, ResourceKind } from '../resources/ResourceKind';
import { ago } from './age';
import { builtInColumns, eventColumns } from './builtInColumns';
import type { Column } from './Column';
import { jsonPath } from './jsonPath';

/** What of the object each row carries. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

function customCell({ type, path }: PrinterColumn, object: unknown, now: Date) {
  const value = jsonPath(object, path);
  if (value === undefined || value === null) {
    return null;
  }
  switch (type) {
    case 'date':
      return ago(String(value), now);
    case 'integer':
    case 'number':
      return Number(value);
    case 'boolean':
      return Boolean(value);
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

const nameColumn: Column = {
  name: 'Name',
  cell: object => object.metadata.name,
};
const customAge: PrinterColumn = {
  name: 'Age',
  type: 'date',
  path: '.metadata.creationTimestamp',
};

function columnsOf(kind: ResourceKind): Column[] {
  if (kind.resource === 'events') {
    return eventColumns;
  }
  if (kind.custom) {
    return [
      nameColumn,
      ...(kind.columns ?? [customAge]).map(
        (column): Column => ({
          name: column.name,
          type: column.type === 'number' ? 'integer' : column.type,
          priority: column.priority,
          cell: (object, now) => customCell(column, object, now),
        }),
      ),
    ];
  }
  return [
    nameColumn,
    ...(builtInColumns[kind.resource] ?? [
      {
        name: 'Age',
        cell: (object: StoredObject, now: Date) =>
          ago(object.metadata.creationTimestamp, now),
      },
    ]),
  ];
}

/** The head of a table. */
export function columnDefinitions(kind: ResourceKind): object[] {
  return columnsOf(kind).map(column => ({
    name: column.name,
    type: column.type ?? 'string',
    format: column.name === 'Name' ? 'name' : '',
    description: '',
    priority: column.priority ?? 0,
  }));
}

/** One object as a row. */
export function tableRow(
  kind: ResourceKind,
  object: StoredObject,
  include: IncludeObject,
  now: Date,
): object {
  const partial = {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
  const carried = { None: null, Metadata: partial, Object: object }[include];
  const phase = kind.resource === 'pods' ? object.status?.phase : undefined;
  const completed = phase === 'Succeeded' || phase === 'Failed';
  return {
    cells: columnsOf(kind).map(({ cell }) => cell(object, now) ?? null),
    object: carried,
    ...(completed
      ? {
          conditions: [
            {
              type: 'Completed',
              status: 'True',
              reason: phase,
              message: `The pod has ${
                phase === 'Failed' ? 'failed' : 'completed successfully'
              }.`,
            },
          ],
        }
      : {}),
  };
}
