import { InputError } from '@backstage/errors';
import { specProblems } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type * as z from 'zod';

/**
 * Checks everything that came in.
 *
 * @throws InputError with one line that lists every problem
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const problems = specProblems(parsed.error);
    throw new InputError(
      `The input has ${
        problems.length === 1 ? 'a problem' : `${problems.length} problems`
      }: ${problems.join('; ')}`,
    );
  }
  return parsed.data;
}
