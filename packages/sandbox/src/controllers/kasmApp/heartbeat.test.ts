import type { Clock } from '../../Clock';
import type { Heartbeat } from './KasmData';
import { agentStatus, beginReports, endReports, lastReport } from './heartbeat';

/** A clock that says what it is told; simulated time passes `speed` times as fast. */
function clockAt(speed: number) {
  let now = 0;
  const clock: Clock = {
    speed,
    now: () => new Date(now),
    elapsedSince: moment => (now - moment.getTime()) * speed,
    after: () => () => {},
    stop: () => {},
  };
  return {
    clock,
    set: (moment: number) => {
      now = moment;
    },
  };
}

describe('the reports of an agent', () => {
  it('come every 30 seconds until they end, and a minute later it is missing', () => {
    const { clock, set } = clockAt(1);
    const heartbeat: Heartbeat = { last: 1000 };
    beginReports(heartbeat, 1000);
    set(95_000);
    expect(lastReport(clock, heartbeat)).toBe(91_000);
    endReports(clock, heartbeat, 120_000);
    endReports(clock, heartbeat, 200_000);
    set(150_000);
    expect(lastReport(clock, heartbeat)).toBe(91_000);
    expect(agentStatus(clock, heartbeat)).toBe('running');
    set(152_000);
    expect(agentStatus(clock, heartbeat)).toBe('missing');
    beginReports(heartbeat, 300_000);
    set(310_000);
    expect(lastReport(clock, heartbeat)).toBe(300_000);
    expect(agentStatus(clock, heartbeat)).toBe('running');
  });

  it('come quicker where time passes quicker, and are never older where it stands still', () => {
    const quick = clockAt(20);
    const heartbeat: Heartbeat = { from: 0, last: 0 };
    quick.set(10_000);
    expect(lastReport(quick.clock, heartbeat)).toBe(9000);
    endReports(quick.clock, heartbeat, 10_000);
    quick.set(13_000);
    expect(agentStatus(quick.clock, heartbeat)).toBe('missing');

    const still = clockAt(0);
    still.set(100_000);
    expect(lastReport(still.clock, { from: 0, last: 0 })).toBe(90_000);
  });
});
