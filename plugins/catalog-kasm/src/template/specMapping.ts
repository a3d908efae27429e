import type { JsonObject } from '@backstage/types';

/**
 * Where a value comes from: a path in the form, and the values that other fields must have for it to
 * count. Forms remember what was typed on a branch that was left again, and the actions refuse what
 * does not belong together.
 *
 * The form's preview is given the same mapping.
 */
export type MappedField = {
  from: string;
  when?: Record<string, Array<string | boolean>>;
};

/** The shape of an action's input, with a field of the form in each place. */
export type SpecMapping = { [key: string]: MappedField | SpecMapping };

/** A field of the form. */
export function field(
  from: string,
  when?: Record<string, Array<string | boolean>>,
): MappedField {
  return when ? { from, when } : { from };
}

/** The mapping as a step's input. */
export function asInput(mapping: SpecMapping): JsonObject {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, mapped]) => [
      key,
      isField(mapped) ? expression(mapped) : asInput(mapped),
    ]),
  );
}

function isField(mapped: MappedField | SpecMapping): mapped is MappedField {
  return typeof mapped.from === 'string';
}

/** A name that the template engine does not know is undefined, and leaves the key out. */
function expression({ from, when }: MappedField): string {
  const conditions = Object.entries(when ?? {}).map(
    ([path, values]) =>
      `(${values
        .map(value => `parameters.${path} == ${JSON.stringify(value)}`)
        .join(' or ')})`,
  );
  return conditions.length === 0
    ? `\${{ parameters.${from} }}`
    : `\${{ parameters.${from} if ${conditions.join(
        ' and ',
      )} else undefined }}`;
}

/** Whether a step said something. To the scaffolder, an output's condition that is undefined holds. */
export function present(what: string): string {
  return `\${{ true if ${what} else false }}`;
}
