const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * Roughly how many seconds lie between two runs of a schedule of CloudNativePG (six fields, seconds
 * first, or a word such as `@daily`). A day when it cannot be told.
 */
export function scheduleInterval(schedule: string | undefined): number {
  const text = (schedule ?? '').trim();
  const words: Record<string, number> = {
    '@hourly': HOUR,
    '@weekly': 7 * DAY,
    '@monthly': 31 * DAY,
  };
  if (Object.hasOwn(words, text)) {
    return words[text];
  }
  const fields = text.split(/\s+/);
  if (fields.length !== 6) {
    return DAY;
  }
  const [, , hour, dayOfMonth, , dayOfWeek] = fields;
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
