/** Seconds, minutes, hours, days of the month, months, days of the week. */
type Schedule = Array<Set<number>>;

const RANGES: Array<[number, number]> = [
  [0, 59],
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];
const DESCRIPTORS: Record<string, string> = {
  '@hourly': '0 0 * * * *',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@weekly': '0 0 0 * * 0',
  '@monthly': '0 0 0 1 * *',
};
const A_YEAR_OF_MINUTES = 366 * 24 * 60;
const MINUTE = 60_000;

function field(text: string, [low, high]: [number, number]): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\*|\?|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part);
    if (!match) {
      throw new Error(`"${part}" is no field of a schedule.`);
    }
    const [, from, to, step] = match;
    const any = from === '*' || from === '?';
    const first = any ? low : Number(from);
    const openEnd = any || step ? high : first;
    const last = to ? Number(to) : openEnd;
    if (step && Number(step) === 0) {
      throw new Error(`"${part}" would never get on.`);
    }
    for (let value = first; value <= last; value += Number(step ?? 1)) {
      values.add(value);
    }
  }
  return values;
}

/**
 * Reads a schedule as CloudNativePG does: seconds first, the day of the week may be missing. Throws
 * when it is none.
 */
export function parseSchedule(text: string): Schedule {
  const fields = (DESCRIPTORS[text] ?? text).trim().split(/\s+/);
  if (fields.length < 5 || fields.length > 6) {
    throw new Error(`Expected 5 to 6 fields, found ${fields.length}: ${text}`);
  }
  return RANGES.map((range, index) => field(fields[index] ?? '*', range));
}

/** The next time after a moment at which a schedule strikes, within a year, UTC. */
export function nextTime(text: string, after: Date): Date | undefined {
  const [seconds, minutes, hours, days, months, weekdays] = parseSchedule(text);
  const start = Math.floor(after.getTime() / MINUTE) * MINUTE;
  for (let step = 0; step <= A_YEAR_OF_MINUTES; step++) {
    const minute = new Date(start + step * MINUTE);
    if (
      minutes.has(minute.getUTCMinutes()) &&
      hours.has(minute.getUTCHours()) &&
      days.has(minute.getUTCDate()) &&
      months.has(minute.getUTCMonth() + 1) &&
      weekdays.has(minute.getUTCDay())
    ) {
      const second = [...seconds]
        .sort((a, b) => a - b)
        .find(value => minute.getTime() + value * 1000 > after.getTime());
      if (second !== undefined) {
        return new Date(minute.getTime() + second * 1000);
      }
    }
  }
  return undefined;
}
