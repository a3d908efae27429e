import { isObject } from '../fields/elements';
import { memberSchema, type Schema } from '../schemas/Schema';
import { badRequest, internalError } from '../StatusError';
import { goText } from './goText';

/** The field that tells the items of a list apart; lists that have none are replaced. */
const mergeKey = (schema: Schema | undefined) => schema?.keys?.[0];

type Item = Record<string, unknown>;

function mergeItems(
  schema: Schema,
  target: unknown[],
  patch: unknown[],
): unknown[] {
  const key = mergeKey(schema)!;
  if (patch.some(item => isObject(item) && item.$patch === 'replace')) {
    return patch.filter(item => !(isObject(item) && item.$patch === 'replace'));
  }
  let result = [...target];
  for (const item of patch as Item[]) {
    if (item[key] === undefined) {
      throw internalError(
        `map: ${goText(item)} does not contain declared merge key: ${key}`,
      );
    }
    const isSame = (other: unknown) =>
      isObject(other) && other[key] === item[key];
    if (item.$patch === 'delete') {
      result = result.filter(other => !isSame(other));
    } else if (result.some(isSame)) {
      result = result.map(other =>
        isSame(other) ? strategicMergePatch(other, item, schema.items) : other,
      );
    } else {
      result.push(strategicMergePatch({}, item, schema.items));
    }
  }
  return result;
}

/** Items in the order that `$setElementOrder/…` names; others keep their place at the end. */
function inOrder(
  schema: Schema | undefined,
  items: unknown,
  order: unknown,
): unknown {
  if (!Array.isArray(items) || !Array.isArray(order)) {
    return items;
  }
  const idOf = (item: unknown) => {
    if (!isObject(item)) {
      return JSON.stringify(item);
    }
    const key = mergeKey(schema);
    return JSON.stringify(key && item[key]);
  };
  const wanted = order.map(idOf);
  const place = (item: unknown) => {
    const index = wanted.indexOf(idOf(item));
    return index < 0 ? wanted.length : index;
  };
  return [...items].sort((a, b) => place(a) - place(b));
}

function mergeMember(
  schema: Schema | undefined,
  target: unknown,
  patch: unknown,
): unknown {
  if (Array.isArray(patch)) {
    const items = Array.isArray(target) ? target : [];
    if (schema?.list === 'set') {
      return [...new Set([...items, ...patch])];
    }
    return schema && mergeKey(schema) && patch.every(isObject)
      ? mergeItems(schema, items, patch)
      : patch;
  }
  return isObject(patch) ? strategicMergePatch(target, patch, schema) : patch;
}

/**
 * Strategic merge patch with the directives that kubectl sends.
 *
 * @param schema - says which lists merge, and by which key
 */
export function strategicMergePatch(
  target: unknown,
  patch: Item,
  schema: Schema | undefined,
): unknown {
  if (patch.$patch === 'delete') {
    return {};
  }
  const { $patch, $retainKeys, ...members } = patch;
  let result: Item =
    isObject(target) && $patch !== 'replace' ? { ...target } : {};
  if (Array.isArray($retainKeys)) {
    result = Object.fromEntries(
      Object.entries(result).filter(([name]) => $retainKeys.includes(name)),
    );
  } else if ($retainKeys !== undefined) {
    throw badRequest('$retainKeys must be a list');
  }
  const directives: Array<() => void> = [];
  for (const [name, value] of Object.entries(members)) {
    const [directive, field] = name.split('/', 2);
    if (directive === '$setElementOrder') {
      directives.push(() => {
        if (result[field] !== undefined) {
          result[field] = inOrder(
            schema && memberSchema(schema, field),
            result[field],
            value,
          );
        }
      });
    } else if (directive === '$deleteFromPrimitiveList') {
      const gone = value as unknown[];
      result[field] = ((result[field] as unknown[]) ?? []).filter(
        item => !gone.includes(item),
      );
    } else if (value === null) {
      delete result[name];
    } else {
      result[name] = mergeMember(
        schema && memberSchema(schema, name),
        result[name],
        value,
      );
    }
  }
  directives.forEach(run => run());
  return result;
}
