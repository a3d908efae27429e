/**
 * Where a value of a spec comes from: a path in the form, and the values that other fields must have
 * for it to count. Forms remember what was typed on a branch that was left again.
 *
 * @internal
 */
export interface MappedField {
  from: string;
  when?: Record<string, unknown[]>;
}

/** @internal */
export type SpecMapping = { [key: string]: MappedField | SpecMapping };

/**
 * The spec that a form's steps would be given.
 *
 * @internal
 */
export function specFromForm(mapping: SpecMapping, form: unknown): object {
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([key, mapped]) => {
      const value = isField(mapped)
        ? valueOf(mapped, form)
        : specFromForm(mapped, form);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function isField(mapped: MappedField | SpecMapping): mapped is MappedField {
  return typeof mapped.from === 'string';
}

function valueOf({ from, when = {} }: MappedField, form: unknown): unknown {
  const counts = Object.entries(when).every(([path, values]) =>
    values.includes(at(form, path)),
  );
  return counts ? at(form, from) : undefined;
}

function at(form: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      form,
    );
}
