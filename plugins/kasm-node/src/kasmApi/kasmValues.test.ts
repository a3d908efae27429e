import { amount } from './kasmValues';

describe('an amount', () => {
  it.each([
    [0, 0],
    ['2.5', 2.5],
    [1e300, Number.MAX_SAFE_INTEGER],
    ['999999999999999999', Number.MAX_SAFE_INTEGER],
    [-1, undefined],
    [Infinity, undefined],
    ['1e5', undefined],
  ])('that is said to be %j is %j', (said, read) => {
    expect(amount(said)).toBe(read);
  });
});
