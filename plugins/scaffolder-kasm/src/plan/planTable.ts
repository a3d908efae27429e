import { clusterText } from '@kasm-portal/backstage-plugin-kasm-node';
import { describeObject } from '../run/WriteRecord';
import type { FieldChange } from './diffFields';
import type { PlanEntry } from './PlanEntry';

const ACTIONS = ['create', 'change', 'unchanged', 'remove'] as const;
const WIDTH = Math.max(...ACTIONS.map(action => action.length));
const VALUE = 120;

/** How many objects are to be created, changed, left and removed. */
export function planCounts(
  plan: readonly PlanEntry[],
): Record<PlanEntry['action'], number> {
  const of = (action: PlanEntry['action']) =>
    plan.filter(entry => entry.action === action).length;
  return {
    create: of('create'),
    change: of('change'),
    unchanged: of('unchanged'),
    remove: of('remove'),
  };
}

/** A plan as lines: one for each object, and below it one for each field that changes. */
export function planTable(plan: readonly PlanEntry[]): string[] {
  return plan.flatMap(entry => [
    `${entry.action.padEnd(WIDTH)}  ${describeObject(entry)}${
      entry.unchecked ? ' (unchecked: its namespace does not exist yet)' : ''
    }`,
    ...entry.fields.map(
      field => `${' '.repeat(WIDTH)}    ${describeChange(field)}`,
    ),
  ]);
}

/** `spec.instances: 1 becomes 3`. */
export function describeChange(change: FieldChange): string {
  const { path } = change;
  if (!('before' in change)) {
    return `${path}: set to ${shown(change.after)}`;
  }
  return 'after' in change
    ? `${path}: ${shown(change.before)} becomes ${shown(change.after)}`
    : `${path}: ${shown(change.before)} goes`;
}

/** One line, whatever a cluster keeps in a field. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return clusterText(text, VALUE) ?? '""';
}
