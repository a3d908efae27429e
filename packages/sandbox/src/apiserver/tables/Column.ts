import type { StoredObject } from '../ClusterStore';
import { ago } from './age';

/** One column of a built-in kind. */
export interface Column {
  name: string;
  type?: 'string' | 'integer' | 'boolean' | 'date';
  priority?: number;
  cell: (object: any, now: Date) => unknown;
}

export const column = (name: string, cell: Column['cell']): Column => ({
  name,
  cell,
});
export const wide = (name: string, cell: Column['cell']): Column => ({
  name,
  cell,
  priority: 1,
});
export const count = (name: string, cell: Column['cell']): Column => ({
  name,
  cell: (object, now) => cell(object, now) ?? 0,
  type: 'integer',
});
export const age = column('Age', (object: StoredObject, now) =>
  ago(object.metadata.creationTimestamp, now),
);
export const createdAt: Column = {
  name: 'Created At',
  type: 'date',
  cell: object => object.metadata.creationTimestamp,
};

export const list = (items: unknown[] | undefined) =>
  items && items.length > 0 ? items.join(',') : '<none>';

export function selectorText(selector: any): string {
  const labels = selector?.matchLabels ?? selector ?? {};
  return list(
    Object.entries(labels)
      .filter(([, value]) => typeof value === 'string')
      .map(([key, value]) => `${key}=${value}`),
  );
}
