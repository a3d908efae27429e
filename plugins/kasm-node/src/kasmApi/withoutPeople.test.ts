import * as fc from 'fast-check';
import { withoutPeople } from './withoutPeople';

const USER = 'jane.doe@example.com';

describe('withoutPeople', () => {
  it.each([
    [
      'Creating session for jane.doe@example.com from 10.1.2.3',
      'Creating session for [somebody] from [address]',
    ],
    ['Jane.Doe: no room', '[somebody]: no room'],
    ['asked by other@example.org.', 'asked by [somebody]'],
    ['10.1.2.3:443 refused', '[address]:443 refused'],
    ['from 2001:db8::17, again', 'from [address], again'],
    ['at ::ffff:10.1.2.3.', 'at [address]'],
    ['fe80::1', '[address]'],
    ['No resources are available', 'No resources are available'],
    ['Pulling kasmweb/chrome:1.18.1', 'Pulling kasmweb/chrome:1.18.1'],
    ['Began at 12:30:45: 40 % done', 'Began at 12:30:45: 40 % done'],
  ])('%s', (text, said) => {
    expect(withoutPeople(text, USER)).toBe(said);
  });

  it('leaves no name of a directory, and nothing of one that is cut', () => {
    expect(withoutPeople('for CORP\\jdoe', 'CORP\\jdoe')).toBe(
      'for [somebody]',
    );
    expect(withoutPeople(`${'x '.repeat(245)}${USER}`, USER)).not.toContain(
      'jane',
    );
  });

  it('finds the user wherever they are, whatever their name is made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 60 }), user => {
        expect(() => withoutPeople(`for ${user} now`, user)).not.toThrow();
      }),
    );
    expect(withoutPeople('for a.(b)+ now', 'a.(b)+')).toBe(
      'for [somebody] now',
    );
  });

  it('takes no time for what is made to take it', () => {
    const long = 'a:'.repeat(200_000);
    expect(withoutPeople(long, USER).length).toBeLessThanOrEqual(500);
  });
});
