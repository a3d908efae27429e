/** Numbers from 0 up to 1 that look random and are the same for the same seed. */
export type Random = () => number;

const STEP = 0x6d2b79f5;
const RANGE = 2 ** 32;

/** A generator of 32 bits: enough for people who come and go. */
export function createRandom(seed: number): Random {
  let state = Math.trunc(seed);
  return () => {
    /* eslint-disable no-bitwise */
    state = (state + STEP) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / RANGE;
    /* eslint-enable no-bitwise */
  };
}
