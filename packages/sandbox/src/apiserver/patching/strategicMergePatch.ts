import { isObject } from '../fields/elements';
import { badRequest, internalError } from '../StatusError';

/** The field that tells the items of a list apart; lists that are not here are replaced. */
function mergeKey(name: string, item: Record<string, unknown>) {
  switch (name) {
    case 'containers':
    case 'initContainers':
    case 'ephemeralContainers':
    case 'env':
    case 'volumes':
    case 'imagePullSecrets':
    case 'secrets':
      return 'name';
    case 'ports':
      return 'containerPort' in item ? 'containerPort' : 'port';
    case 'volumeMounts':
      return 'mountPath';
    case 'volumeDevices':
      return 'devicePath';
    case 'conditions':
    case 'addresses':
      return 'type';
    case 'ownerReferences':
      return 'uid';
    case 'topologySpreadConstraints':
      return 'topologyKey';
    case 'hostAliases':
    case 'podIPs':
      return 'ip';
    default:
      return undefined;
  }
}

type Item = Record<string, unknown>;

function mergeItems(
  name: string,
  target: unknown[],
  patch: unknown[],
): unknown[] {
  if (patch.some(item => isObject(item) && item.$patch === 'replace')) {
    return patch.filter(item => !(isObject(item) && item.$patch === 'replace'));
  }
  let result = [...target];
  for (const item of patch as Item[]) {
    const key = mergeKey(name, item)!;
    if (item[key] === undefined) {
      throw internalError(
        `map: map[${Object.entries(item)
          .map(([member, value]) => `${member}:${value}`)
          .join(' ')}] does not contain declared merge key: ${key}`,
      );
    }
    const isSame = (other: unknown) =>
      isObject(other) && other[key] === item[key];
    if (item.$patch === 'delete') {
      result = result.filter(other => !isSame(other));
    } else if (result.some(isSame)) {
      result = result.map(other =>
        isSame(other) ? strategicMergePatch(other, item) : other,
      );
    } else {
      result.push(strategicMergePatch({}, item));
    }
  }
  return result;
}

/** Items in the order that `$setElementOrder/…` names; others keep their place at the end. */
function inOrder(name: string, items: unknown, order: unknown): unknown {
  if (!Array.isArray(items) || !Array.isArray(order)) {
    return items;
  }
  const idOf = (item: unknown) => {
    if (!isObject(item)) {
      return JSON.stringify(item);
    }
    const key = mergeKey(name, item);
    return JSON.stringify(key && item[key]);
  };
  const wanted = order.map(idOf);
  const place = (item: unknown) => {
    const index = wanted.indexOf(idOf(item));
    return index < 0 ? wanted.length : index;
  };
  return [...items].sort((a, b) => place(a) - place(b));
}

const isPlainSet = (name: string) => name === 'finalizers';

function mergeMember(name: string, target: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) {
    const items = Array.isArray(target) ? target : [];
    if (isPlainSet(name)) {
      return [...new Set([...items, ...patch])];
    }
    const keyed = patch.some(item => isObject(item) && mergeKey(name, item));
    return keyed ? mergeItems(name, items, patch) : patch;
  }
  return isObject(patch) ? strategicMergePatch(target, patch) : patch;
}

/** Strategic merge patch with the directives that kubectl sends. */
export function strategicMergePatch(target: unknown, patch: Item): unknown {
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
          result[field] = inOrder(field, result[field], value);
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
      result[name] = mergeMember(name, result[name], value);
    }
  }
  directives.forEach(run => run());
  return result;
}
