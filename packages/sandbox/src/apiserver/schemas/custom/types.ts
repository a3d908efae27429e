import type { StatusCause } from '../../StatusError';
import { isDateTime } from '../dateTime';
import type { Schema } from '../Schema';

/** Json's name for what a value is. */
export function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return value === null ? 'null' : typeof value;
}

function wantedType(schema: Schema): string | undefined {
  return schema.intOrString || schema.quantity ? 'integer,string' : schema.type;
}

/** What is wrong with the type or the format of a value; undefined when nothing is. */
export function checkType(
  schema: Schema,
  value: unknown,
  path: string,
): Required<StatusCause> | undefined {
  const is = typeOf(value);
  const wanted = wantedType(schema);
  const refused = (shown: unknown, type: string) => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(
      shown,
    )}: ${path} in body must be of type ${type}: ${JSON.stringify(shown)}`,
    field: path,
  });
  const fits =
    !wanted ||
    wanted.split(',').includes(is) ||
    (wanted === 'number' && is === 'integer');
  if (!fits) {
    return refused(is, wanted);
  }
  if (schema.format === 'date-time' && !isDateTime(value as string)) {
    return refused(value, 'date-time');
  }
  return undefined;
}
