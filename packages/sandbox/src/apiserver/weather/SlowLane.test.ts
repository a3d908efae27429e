import { SlowLane } from './SlowLane';

describe('SlowLane', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const start = () => {
    const seen: string[] = [];
    const state = { slow: true };
    const lane = new SlowLane(
      piece => seen.push(piece.toString()),
      () => seen.push('end'),
      () => state.slow,
    );
    return { seen, state, lane };
  };

  it('passes a few bytes at a time, in order, and ends last', () => {
    const { seen, lane } = start();
    lane.push(Buffer.from('a'.repeat(600)));
    lane.push(Buffer.from('b'));
    lane.end();
    expect(seen).toEqual([]);
    jest.runOnlyPendingTimers();
    expect(seen).toEqual(['a'.repeat(512)]);
    jest.runAllTimers();
    expect(seen).toEqual(['a'.repeat(512), 'a'.repeat(88), 'b', 'end']);
  });

  it('lets everything through once it is no longer slow', () => {
    const { seen, state, lane } = start();
    lane.push(Buffer.from('a'.repeat(2000)));
    state.slow = false;
    jest.runOnlyPendingTimers();
    expect(seen.join('')).toBe('a'.repeat(2000));
    expect(lane.busy).toBe(false);
  });

  it('forgets what nobody waits for', () => {
    const { seen, lane } = start();
    lane.push(Buffer.from('a'));
    lane.drop();
    jest.runAllTimers();
    expect(seen).toEqual([]);
  });
});
