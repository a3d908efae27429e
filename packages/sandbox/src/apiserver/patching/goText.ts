import { isObject } from '../fields/elements';

/** A value as Go prints it in messages: `map[spec:map[replicas:2]]`. */
export function goText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(goText).join(' ')}]`;
  }
  if (isObject(value)) {
    return `map[${Object.keys(value)
      .sort()
      .map(name => `${name}:${goText(value[name])}`)
      .join(' ')}]`;
  }
  return value === null ? '<nil>' : String(value);
}
