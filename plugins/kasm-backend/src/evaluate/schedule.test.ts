import { scheduleInterval } from './schedule';

const HOUR = 3600;

describe('scheduleInterval', () => {
  it.each([
    ['0 45 2 * * *', 24 * HOUR],
    ['0 0 * * * *', HOUR],
    ['0 0 */6 * * *', HOUR],
    ['0 0 3 * * 0', 7 * 24 * HOUR],
    ['0 0 3 1 * *', 31 * 24 * HOUR],
    ['CRON_TZ=Europe/Berlin 0 0 3 * * 0', 7 * 24 * HOUR],
    ['0 0 3 1 1 *', 366 * 24 * HOUR],
    ['@daily', 24 * HOUR],
    ['@weekly', 7 * 24 * HOUR],
    ['@monthly', 31 * 24 * HOUR],
    ['@yearly', 366 * 24 * HOUR],
    ['@every 168h', 168 * HOUR],
    ['@every 1h30m', 1.5 * HOUR],
    ['@every now and then', 24 * HOUR],
    ['nonsense', 24 * HOUR],
    [undefined, 24 * HOUR],
  ])('of %s is %d s', (schedule, seconds) => {
    expect(scheduleInterval(schedule)).toBe(seconds);
  });
});
