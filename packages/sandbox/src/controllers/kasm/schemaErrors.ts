import type { Values } from '../helm/Chart';

/** What a chart's schema says, by JSON pointer. */
export interface ValuesSchema {
  types: Record<string, string>;
  enums: Record<string, string[]>;
  /** Members of what allows no others. */
  closed: Record<string, string[]>;
}

const TYPES: Record<string, (value: unknown) => boolean> = {
  boolean: value => typeof value === 'boolean',
  integer: value => Number.isInteger(value),
  string: value => typeof value === 'string',
  object: value =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
};

function at(values: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<any>((value, key) => value?.[key], values);
}

function typeName(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value;
}

function surplus(values: unknown, pointer: string, known: string[]): string[] {
  const value = at(values, pointer);
  const unknown = TYPES.object(value)
    ? Object.keys(value as object).filter(key => !known.includes(key))
    : [];
  return unknown.length > 0
    ? [
        `- at '${pointer}': additional properties ${unknown
          .map(key => `'${key}'`)
          .join(', ')} not allowed`,
      ]
    : [];
}

/** What a schema has against values, one line each in Helm's words. */
export function schemaErrors(
  { types, enums, closed }: ValuesSchema,
  values: Values,
): string[] {
  const given = (pointer: string) => at(values, pointer);
  return [
    ...Object.entries(closed).flatMap(([pointer, known]) =>
      surplus(values, pointer, known),
    ),
    ...Object.entries(types).flatMap(([pointer, type]) => {
      const value = given(pointer);
      return value === undefined || TYPES[type](value)
        ? []
        : [`- at '${pointer}': got ${typeName(value)}, want ${type}`];
    }),
    ...Object.entries(enums).flatMap(([pointer, allowed]) => {
      const value = given(pointer);
      return value === undefined || allowed.includes(value as string)
        ? []
        : [
            `- at '${pointer}': value must be one of ${allowed
              .map(each => `'${each}'`)
              .join(', ')}`,
          ];
    }),
  ];
}
