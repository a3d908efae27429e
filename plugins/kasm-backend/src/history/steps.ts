import type { Health } from '@kasm-portal/backstage-plugin-kasm-common';

/** How long samples of each step are kept before they are put together, in minutes. */
export interface Ageing {
  /** Of one minute. */
  minutes: number;
  /** Of ten minutes. */
  tens: number;
  /** Of an hour; afterwards they are forgotten, and so are transitions. */
  hours: number;
  /** After a deployment was missed for the first time. */
  removed: number;
}

/** Minutes of each kind of sample. */
export const MINUTE = 1;
export const TEN = 10;
export const HOUR = 60;

export const MS = 60_000;

/** Best first, so that in SQL too the worst of several is their maximum. */
export const HEALTHS: Health[] = [
  'healthy',
  'unknown',
  'progressing',
  'degraded',
  'down',
];

/** Begin of the step that a minute is in. */
export function beginOf(minute: number, step: number): number {
  return Math.floor(minute / step) * step;
}
