import { isObject } from '../../fields/elements';
import type { StatusCause } from '../../StatusError';
import { equal } from '../../store/json';
import { memberSchema, type Rule, type Schema } from '../Schema';
import { typeOf } from './types';

type Causes = Required<StatusCause>[];

function isBroken(rule: Rule, value: unknown, before: unknown): boolean {
  switch (rule.rule) {
    case 'immutable':
      return before !== undefined && !equal(before, value);
    case 'not':
      return value === rule.value;
    default:
      return (
        isObject(value) &&
        rule.members.every(member => value[member] !== undefined)
      );
  }
}

/** The rules of a schema that an object, or the change to it, breaks, as the causes of a 422. */
export function checkRules(
  schema: Schema,
  value: unknown,
  before: unknown,
  path = '',
): Causes {
  const causes: Causes = (schema.rules ?? [])
    .filter(rule => isBroken(rule, value, before))
    .map(({ message }) => ({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(typeOf(value))}: ${message}`,
      field: path,
    }));
  // Items of lists without keys have no earlier state to be compared with.
  if (Array.isArray(value) && schema.items) {
    const { items } = schema;
    value.forEach((item, index) =>
      causes.push(...checkRules(items, item, undefined, `${path}[${index}]`)),
    );
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const known = memberSchema(schema, name);
      if (known) {
        causes.push(
          ...checkRules(
            known,
            member,
            isObject(before) ? before[name] : undefined,
            path ? `${path}.${name}` : name,
          ),
        );
      }
    }
  }
  return causes;
}
