import { at, MINUTES, timeOfDay } from './hours';
import { needed, planVisits, type Visit } from './planVisits';

const present = (visits: Visit[], minute: number) =>
  visits.filter(({ arrives, leaves }) => arrives <= minute && minute < leaves)
    .length;

describe('the visits of a day', () => {
  const visits = planVisits({ seats: 20, seed: 7 });

  it('are many at nine and at two, fewer at lunch, few at night', () => {
    expect(present(visits, at(9, 20))).toBe(20);
    expect(present(visits, at(14, 10))).toBeGreaterThanOrEqual(19);
    expect(present(visits, at(12, 40))).toBeLessThan(16);
    expect(present(visits, at(23))).toBeLessThan(5);
    expect(present(visits, at(3))).toBeLessThan(5);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(planVisits({ seats: 20, seed: 7 })).toEqual(visits);
    expect(planVisits({ seats: 20, seed: 8 })).not.toEqual(visits);
  });

  it('end after they began, and never take more than there is', () => {
    expect(
      visits.every(
        ({ arrives, leaves }) => arrives < leaves && leaves <= MINUTES,
      ),
    ).toBe(true);
    for (let minute = 0; minute < MINUTES; minute += 5) {
      // Whoever leaves within the same ten minutes may still be there.
      expect(present(visits, minute)).toBeLessThanOrEqual(22);
    }
    expect(planVisits({ seats: 0, seed: 1 })).toEqual([]);
  });

  it('follow the hours of an office', () => {
    expect(needed(9)).toBe(1);
    expect(needed(3)).toBeCloseTo(0.1);
    expect(needed(8.5)).toBeGreaterThan(needed(8));
    expect([timeOfDay(0), timeOfDay(at(2, 45)), timeOfDay(MINUTES)]).toEqual([
      '06:00',
      '02:45',
      '06:00',
    ]);
  });
});
