import { quantity } from './quantity';

describe('quantity', () => {
  it.each([
    ['1', 1],
    ['250m', 0.25],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['64Mi', 64 * 2 ** 20],
    ['2G', 2e9],
    [0, 0],
    ['', undefined],
    ['5 Gi', undefined],
    [undefined, undefined],
  ])('reads %j as %s', (text, amount) => {
    expect(quantity(text)).toBe(amount);
  });
});
