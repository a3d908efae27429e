const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Words of Go's cron. */
const WORDS: Record<string, number> = {
  '@hourly': HOUR,
  '@daily': DAY,
  '@midnight': DAY,
  '@weekly': 7 * DAY,
  '@monthly': 31 * DAY,
  '@yearly': 366 * DAY,
  '@annually': 366 * DAY,
};

const UNITS: Record<string, number> = {
  h: HOUR,
  m: MINUTE,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/**
 * Roughly how many seconds lie between two runs of a schedule of CloudNativePG: six fields, seconds
 * first, or a word such as `@daily` or `@every 36h`. A day when it cannot be told.
 */
export function scheduleInterval(schedule: string | undefined): number {
  const text = (schedule ?? '').trim().replace(/^(CRON_)?TZ=\S+\s+/, '');
  if (Object.hasOwn(WORDS, text)) {
    return WORDS[text];
  }
  if (text.startsWith('@every ')) {
    return seconds(text.slice('@every '.length).trim()) ?? DAY;
  }
  const fields = text.split(/\s+/);
  if (fields.length !== 6) {
    return DAY;
  }
  const [, , hour, dayOfMonth, month, dayOfWeek] = fields;
  if (!every(month)) {
    return 366 * DAY;
  }
  if (!every(dayOfMonth)) {
    return 31 * DAY;
  }
  if (!every(dayOfWeek)) {
    return 7 * DAY;
  }
  return hour.startsWith('*') ? HOUR : DAY;
}

function every(field: string): boolean {
  return field === '*' || field === '?';
}

/** A duration as Go writes it: `168h`, `1h30m`. */
function seconds(duration: string): number | undefined {
  if (!/^(\d{1,9}(\.\d{1,9})?(h|ms|us|µs|ns|m|s)){1,9}$/.test(duration)) {
    return undefined;
  }
  const total = Array.from(duration.matchAll(/([\d.]+)([a-zµ]+)/g)).reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit],
    0,
  );
  return Math.max(1, total);
}
