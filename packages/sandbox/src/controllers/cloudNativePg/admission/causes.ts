import type { StatusCause } from '../../../apiserver/StatusError';

/** What is wrong with a field, as the API's refusals list it. */
export type Cause = Required<StatusCause>;

/** A value that cannot be. */
export const wrong = (field: string, value: unknown, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value) ?? 'null'}: ${why}`,
  field,
});
