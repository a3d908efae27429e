const FIRST_WAIT = 10_000;
const LONGEST_WAIT = 300_000;
/** A container that ran this long is as good as new. */
const FORGOTTEN_AFTER = 600_000;

/**
 * The kubelet's wait in milliseconds before a container is started again: none after its first
 * failure, then 10 s, and twice as long each time, up to five minutes.
 *
 * @param failures - how often it failed in a row, at least 1
 */
export function backOff(failures: number): number {
  return failures <= 1
    ? 0
    : Math.min(FIRST_WAIT * 2 ** (failures - 2), LONGEST_WAIT);
}

/**
 * How often a container that just ended has failed in a row.
 *
 * @param before - how often it had before
 * @param ran - how long it ran this time, in milliseconds
 */
export function failuresInARow(before: number, ran: number): number {
  return ran >= FORGOTTEN_AFTER ? 1 : before + 1;
}
