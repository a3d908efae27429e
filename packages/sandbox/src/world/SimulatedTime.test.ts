import { SimulatedTime } from './SimulatedTime';

describe('SimulatedTime', () => {
  it('passes faster, stands still and jumps', () => {
    const time = new SimulatedTime({ real: 1000, simulated: 0, speed: 1 });
    time.continueWith({ real: 2000, simulated: 1000, speed: 10 });
    time.continueWith({ real: 3000, simulated: 11_000, speed: 0 });
    time.continueWith({ real: 4000, simulated: 500_000, speed: 1 });
    expect(
      [0, 1500, 2500, 3999, 4000, 5000].map(real => time.at(real)),
    ).toEqual([-1000, 500, 6000, 11_000, 500_000, 501_000]);
  });
});
