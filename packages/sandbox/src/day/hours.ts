/** The hour at which a day of life begins: before anybody is there. */
export const BEGINS = 6;
/** How many minutes it has. */
export const MINUTES = 24 * 60;

/** Minutes since the day's beginning at a time of day. */
export const at = (hour: number, minute = 0) =>
  (((hour - BEGINS + 24) % 24) * 60 + minute) % MINUTES;

/** The time of day so many minutes after the day's beginning, such as `09:30`. */
export function timeOfDay(minutes: number): string {
  const whole = (BEGINS * 60 + Math.floor(minutes)) % MINUTES;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
