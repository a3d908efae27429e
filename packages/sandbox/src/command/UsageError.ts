/** The command line does not make sense; the message is for people. */
export class UsageError extends Error {
  readonly name = 'UsageError';
}
