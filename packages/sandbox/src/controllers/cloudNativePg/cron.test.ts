import { nextTime } from './cron';

describe('when a backup is due', () => {
  it.each([
    ['0 45 2 * * *', '2026-11-01T03:00:00Z', '2026-11-02T02:45:00.000Z'],
    // Five fields begin with seconds too: this strikes every hour.
    ['0 0 * * *', '2026-11-01T03:00:00Z', '2026-11-01T04:00:00.000Z'],
    ['@daily', '2026-11-01T03:00:00Z', '2026-11-02T00:00:00.000Z'],
    ['*/20 * * * * *', '2026-11-01T03:00:05Z', '2026-11-01T03:00:20.000Z'],
  ])('follows the schedule %s', (schedule, after, expected) => {
    expect(nextTime(schedule, new Date(after))?.toISOString()).toBe(expected);
  });
});
