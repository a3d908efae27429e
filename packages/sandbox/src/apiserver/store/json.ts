/** A deep copy of JSON data that may be changed; members that are undefined are gone. */
export function copy<T>(value: T): T {
  return cloned(value, false);
}

/** As `copy`, but parts that are frozen stay themselves: nobody can change them. */
export function own<T>(value: T): T {
  return cloned(value, true);
}

function cloned(value: any, keepFrozen: boolean): any {
  if (!value || typeof value !== 'object') {
    return value;
  }
  if (keepFrozen && Object.isFrozen(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => cloned(item, keepFrozen));
  }
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member !== undefined) {
      result[key] = cloned(member, keepFrozen);
    }
  }
  return result;
}

/** Freezes JSON data all the way down; what is frozen already is so all the way. */
export function freeze<T>(value: T): T {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const key of Object.keys(value)) {
      freeze((value as Record<string, unknown>)[key]);
    }
  }
  return value;
}

/** Equality of JSON data; the order of members does not matter. */
export function equal(a: any, b: any): boolean {
  if (a === b) {
    return true;
  }
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object') {
    return false;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => equal(item, b[index]))
    );
  }
  let members = 0;
  for (const key of Object.keys(a)) {
    if (a[key] !== undefined) {
      members += 1;
      if (!Object.hasOwn(b, key) || !equal(a[key], b[key])) {
        return false;
      }
    }
  }
  for (const key of Object.keys(b)) {
    if (b[key] !== undefined) {
      members -= 1;
    }
  }
  return members === 0;
}

/**
 * The later of two values, made of the earlier one's parts wherever they are equal; the earlier one
 * itself when nothing differs. So states of one object share most of their memory, and what changed
 * is seen by identity. Changes the later value, unless it is frozen.
 */
export function reuse<T>(before: unknown, after: T): T {
  return reused(before, after);
}

function reused(before: any, after: any): any {
  if (
    before === after ||
    !before ||
    !after ||
    typeof before !== 'object' ||
    typeof after !== 'object' ||
    Array.isArray(before) !== Array.isArray(after)
  ) {
    return after;
  }
  const keys = Object.keys(after);
  let same = keys.length === Object.keys(before).length;
  const fixed = Object.isFrozen(after);
  for (const key of keys) {
    const part = Object.hasOwn(before, key)
      ? reused(before[key], after[key])
      : after[key];
    if (part !== after[key] && !fixed) {
      after[key] = part;
    }
    same = same && Object.hasOwn(before, key) && part === before[key];
  }
  return same ? before : after;
}
