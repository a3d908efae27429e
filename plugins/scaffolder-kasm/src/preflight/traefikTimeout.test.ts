import { readTimeout } from './traefikTimeout';

const flag =
  '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=';

describe('readTimeout', () => {
  it.each([
    [[], 60],
    [[`${flag}1800s`], 1800],
    [[`${flag}30m`], 1800],
    [[`${flag}1h30m`], 5400],
    [[`${flag}1800`], 1800],
    [[`${flag}0`], 0],
    [[`${flag}60s`, `${flag.toLowerCase()}1800s`], 1800],
    [['--entryPoints.web.transport.respondingTimeouts.readTimeout=1800s'], 60],
    [[`${flag}soon`], undefined],
  ])('reads %j as %s s', (args, seconds) => {
    expect(readTimeout(args, 'websecure')).toBe(seconds);
  });
});
