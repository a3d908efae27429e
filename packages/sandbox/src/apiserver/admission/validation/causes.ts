import type { StatusCause } from '../../StatusError';

/** Why an object is refused, field by field. */
export type Causes = Required<StatusCause>[];
export type Cause = Causes[number];

/** Text that a message shows as it is, for values that Go prints in its own way. */
export class GoText {
  constructor(readonly text: string) {}
}

const shown = (value: unknown) =>
  value instanceof GoText ? value.text : JSON.stringify(value);

export const wrongValue = (
  field: string,
  value: unknown,
  why: string,
): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}: ${why}`,
  field,
});

export const required = (field: string, why = ''): Cause => ({
  reason: 'FieldValueRequired',
  message: `Required value${why && `: ${why}`}`,
  field,
});

export const forbidden = (field: string, why: string): Cause => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${why}`,
  field,
});

export const duplicate = (field: string, value: unknown): Cause => ({
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${shown(value)}`,
  field,
});

export const missing = (field: string, value: unknown): Cause => ({
  reason: 'FieldValueNotFound',
  message: `Not found: ${shown(value)}`,
  field,
});

export const unsupported = (
  field: string,
  value: unknown,
  known: string[],
): Cause => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${shown(value)}: supported values: ${known
    .map(each => JSON.stringify(each))
    .join(', ')}`,
  field,
});

/** A cause when the number is less than 0. */
export const notNegative = (field: string, value: number | undefined): Causes =>
  value !== undefined && value < 0
    ? [wrongValue(field, value, 'must be greater than or equal to 0')]
    : [];
