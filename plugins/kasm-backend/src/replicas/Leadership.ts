/**
 * Whether this replica is the one that writes history and sends notifications. All replicas look and
 * judge; what is to be done once is done by one of them.
 *
 * @internal
 */
export interface Leadership {
  readonly leads: boolean;
}
