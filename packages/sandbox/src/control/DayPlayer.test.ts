import { DayPlayer } from './DayPlayer';

const start = () => {
  const done: string[] = [];
  const player = new DayPlayer(({ seconds, deployment }) => {
    let over = false;
    done.push(`play ${seconds} ${deployment ?? '-'}`);
    return {
      progress: () => ({
        time: '09:30',
        fraction: 0.1,
        sessions: 3,
        latest: 'People come',
        over,
      }),
      stop: () => {
        over = true;
        done.push('stop');
      },
      finished: Promise.resolve(),
    };
  });
  return { player, done };
};

describe('DayPlayer', () => {
  it('plays one day at a time', () => {
    const { player, done } = start();
    expect(player.now()).toEqual({ playing: false });
    expect(player.start({})).toEqual({
      playing: true,
      seconds: 60,
      time: '09:30',
      sessions: 3,
      latest: 'People come',
    });
    player.start({ seconds: '5', deployment: 'demo' });
    expect(player.stop()).toEqual({ playing: false });
    expect(done).toEqual(['play 60 -', 'stop', 'play 5 demo', 'stop']);
  });

  it.each(['0', 'long', '1e9'])('refuses a day of %s seconds', seconds => {
    const { player, done } = start();
    expect(() => player.start({ seconds })).toThrow(RangeError);
    expect(done).toEqual([]);
  });
});
