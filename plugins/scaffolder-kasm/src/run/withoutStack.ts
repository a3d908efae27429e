import { InputError } from '@backstage/errors';

/**
 * The task's log prints an error's stack. For what a person can mend, the sentence is enough, and where
 * in our code it was written is noise before it.
 */
export function withoutStack<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

/** Does a check whose errors are refusals, told without a stack; a mistake of ours keeps it. */
export function refusing<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof InputError ? withoutStack(error) : error;
  }
}
