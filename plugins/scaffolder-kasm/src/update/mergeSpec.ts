import {
  kasmDeploymentSpec,
  type KasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { parseInput } from '../run/parseInput';

type Tree = Record<string, unknown>;

/** Fields that say of which form their object is: another form shares no field with the one before. */
const FORMS = ['method', 'mode'];

/** Maps that are one value: to leave out a key is to remove it. */
const WHOLE = new Set(['nodeSelector']);

/**
 * A spec with some fields changed: objects are merged, lists and maps of labels are replaced, and
 * `null` brings a field back to its default.
 *
 * @throws InputError with one line that lists every problem
 */
export function mergeSpec(
  before: KasmDeploymentSpec,
  changes: object,
): KasmDeploymentSpec {
  return parseInput(
    kasmDeploymentSpec,
    merge(JSON.parse(JSON.stringify(before)), changes as Tree),
  );
}

function merge(before: Tree, changes: Tree): Tree {
  const merged: Tree = { ...before };
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) {
      continue;
    }
    if (change === null) {
      delete merged[key];
    } else {
      const there = Object.hasOwn(before, key) ? before[key] : undefined;
      merged[key] =
        isTree(there) && isTree(change) && !isAnother(there, change, key)
          ? merge(there, change)
          : change;
    }
  }
  return merged;
}

function isAnother(before: Tree, change: Tree, key: string): boolean {
  return (
    WHOLE.has(key) ||
    FORMS.some(
      form => change[form] !== undefined && change[form] !== before[form],
    )
  );
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
