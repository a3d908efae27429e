import * as z from 'zod';

// What comes from an environment variable, such as ${KASM_PORT}, is always a text.

/** True or false, also as text. */
export const flag = z.preprocess(value => {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}, z.boolean('must be true or false'));

const PORT = 'must be a port number, 1 to 65535';

/** A TCP port, also as text. */
export const port = z.preprocess(
  value =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  z.int(PORT).min(1, PORT).max(65535, PORT),
);

/** A whole number within bounds, also as text. */
export const wholeNumber = (least: number, most: number) => {
  const message = `must be a whole number, ${least} to ${most}`;
  return z.preprocess(
    value =>
      typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    z.int(message).min(least, message).max(most, message),
  );
};
