import { agoText, durationText, leftText, millis } from './ageText';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('ages', () => {
  it.each([
    [-5 * SECOND, '0 s'],
    [2.9 * SECOND, '2 s'],
    [59 * SECOND, '59 s'],
    [6 * MINUTE, '6 min'],
    [3.5 * HOUR, '3 h'],
    [47 * HOUR, '47 h'],
    [23 * DAY + HOUR, '23 days'],
  ])('says %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('says how long ago, and that now is now', () => {
    expect(agoText(0, 2 * SECOND)).toBe('2 s ago');
    expect(agoText(0, 400)).toBe('now');
    // The backend's clock may be ahead of the browser's.
    expect(agoText(5 * SECOND, 0)).toBe('now');
  });

  it('says what is left, and when nothing is', () => {
    expect(leftText(23 * DAY, 0)).toBe('23 days');
    expect(leftText(0, 1)).toBe('expired');
  });

  it('takes no time from what is none', () => {
    expect(millis('2026-01-01T00:00:00Z')).toBe(1767225600000);
    expect(millis('soon')).toBeUndefined();
    expect(millis(undefined)).toBeUndefined();
  });
});
