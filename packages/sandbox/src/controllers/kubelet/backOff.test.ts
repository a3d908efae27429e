import { backOff, failuresInARow } from './backOff';

describe('the back-off of a failing container', () => {
  it('starts at once after the first failure, then waits twice as long each time', () => {
    expect([1, 2, 3, 4, 6, 7, 50].map(backOff)).toEqual([
      0, 10_000, 20_000, 40_000, 160_000, 300_000, 300_000,
    ]);
  });

  it('forgets what was before ten minutes of running', () => {
    expect(failuresInARow(4, 599_000)).toBe(5);
    expect(failuresInARow(4, 600_000)).toBe(1);
  });
});
