import { CallerLimit } from './CallerLimit';

describe('CallerLimit', () => {
  it('stops one caller, not the others, and lets him go on later', () => {
    let now = 0;
    const limit = new CallerLimit(2, () => now);

    limit.use('user:default/a');
    limit.use('user:default/a');
    expect(() => limit.use('user:default/a')).toThrow(
      expect.objectContaining({ statusCode: 429 }),
    );
    limit.use('user:default/b');

    now += 60_000;
    limit.use('user:default/a');
  });
});
