import type { PodFacts, ReplicationFacts } from '../observation/Observation';

/** What an instance manager answers, as far as it is used. */
export interface InstanceAnswer {
  isPrimary?: boolean;
  currentLsn?: string;
  readyWalFiles?: unknown;
  replicationInfo?: unknown;
}

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** A healthy replica is behind by less than the first, one WAL file; beyond, only the size matters. */
const LAGS = [16 * MIB, 128 * MIB, GIB, 10 * GIB, 100 * GIB];
/** Files that wait for the archive; some always do. */
const WAITING = [10, 100, 1000, 10_000];

/** Instances and slots of one database that are looked at. */
const MOST = 20;

/** `3/4A0000C8` to bytes; undefined when it is no position. */
export function positionOf(lsn: unknown): number | undefined {
  const [, high, low] =
    /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(String(lsn ?? '')) ?? [];
  return high === undefined
    ? undefined
    : parseInt(high, 16) * 2 ** 32 + parseInt(low, 16);
}

/**
 * What the primary says of itself and of those who follow it. Numbers that move by themselves are
 * rounded down to few steps, so that a calm database says the same all day.
 *
 * @internal
 */
export function replicationFacts(
  primary: InstanceAnswer | undefined,
  instances: readonly PodFacts[],
): ReplicationFacts | undefined {
  const now = positionOf(primary?.currentLsn);
  if (!primary || primary.isPrimary !== true || now === undefined) {
    return undefined;
  }
  const followers = Array.isArray(primary.replicationInfo)
    ? primary.replicationInfo.slice(0, MOST)
    : [];
  const names = new Set(instances.map(({ name }) => name));
  const lags = followers.flatMap((follower): Array<[string, number]> => {
    const { applicationName, replayLsn } = Object(follower);
    const replayed = positionOf(replayLsn);
    const lag = replayed === undefined ? undefined : step(now - replayed, LAGS);
    return names.has(applicationName) && lag !== undefined
      ? [[applicationName, lag]]
      : [];
  });
  const waiting = step(Number(primary.readyWalFiles), WAITING);
  return {
    position: inGibibytes(now),
    ...(waiting !== undefined && { waiting }),
    lag: Object.fromEntries(lags.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The highest step that is reached; undefined below the first, and for what is no number. */
function step(value: number, steps: readonly number[]): number | undefined {
  return steps.filter(one => value >= one).pop();
}

function inGibibytes(bytes: number): string {
  const rounded = Math.floor(bytes / GIB) * GIB;
  const hex = (number: number) => number.toString(16).toUpperCase();
  return `${hex(Math.floor(rounded / 2 ** 32))}/${hex(rounded % 2 ** 32)}`;
}
