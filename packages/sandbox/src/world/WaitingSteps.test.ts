import { WaitingSteps } from './WaitingSteps';

describe('steps that wait', () => {
  it('come in the order of their times, and of their adding', () => {
    const steps = new WaitingSteps();
    const taken: string[] = [];
    const times = Array.from({ length: 500 }, (_, index) => (index * 37) % 100);
    times.forEach((due, index) =>
      steps.add(due, () => taken.push(`${due}/${index}`)),
    );
    for (let next = steps.take(60); next; next = steps.take(60)) {
      next.run();
    }
    const expected = times
      .map((due, index) => ({ due, index }))
      .filter(({ due }) => due <= 60)
      .sort((a, b) => a.due - b.due || a.index - b.index)
      .map(({ due, index }) => `${due}/${index}`);
    expect(taken).toEqual(expected);
    expect(steps.nextDue()).toBe(61);
  });

  it('do not come when they were taken back, however many were', () => {
    const steps = new WaitingSteps();
    const cancels = Array.from({ length: 5000 }, (_, due) =>
      steps.add(due, () => {}),
    );
    cancels.filter((_, due) => due !== 4321).forEach(cancel => cancel());
    expect(steps.nextDue()).toBe(4321);
    expect(steps.take(10_000)?.due).toBe(4321);
    // Too late, and no harm.
    cancels[4321]();
    expect(steps.nextDue()).toBeUndefined();
  });
});
