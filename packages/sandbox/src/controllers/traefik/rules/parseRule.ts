import { matcherOf, type Matches } from './matchers';
import { tokensOf, type Token } from './tokens';

/** A rule of a route, as Traefik understands it. */
export interface Rule {
  matches: Matches;
  /** Hosts that `Host(…)` names. */
  hosts: string[];
  /** Whether no request for another host can be meant. */
  isOfItsHosts: boolean;
}

/** What a part of a rule comes to. */
interface Part {
  matches: Matches;
  /** Whether it can only be met by one of the rule's hosts. */
  bound: boolean;
}

/**
 * Reads a rule: matchers joined by `&&` (binds closer) and `||`, negated by `!`, in parentheses. Throws
 * what Traefik would log; it drops the router then.
 */
export function parseRule(text: string, syntax?: string): Rule {
  const tokens = tokensOf(text);
  const hosts: string[] = [];
  let position = 0;

  const fail = (): never => {
    const token = tokens[position];
    throw new Error(
      `error while parsing rule ${text}: ${
        token ? `unexpected "${token.text}"` : 'unexpected end'
      }`,
    );
  };
  const isSign = (token: Token | undefined, sign: string) =>
    token?.kind === 'sign' && token.text === sign;
  const take = (sign: string): boolean => {
    const found = isSign(tokens[position], sign);
    position += found ? 1 : 0;
    return found;
  };
  const expect = (sign: string) => take(sign) || fail();

  function values(): string[] {
    const found: string[] = [];
    expect('(');
    while (!take(')')) {
      if (found.length > 0) {
        expect(',');
      }
      const token = tokens[position];
      found.push(token?.kind === 'value' ? token.text : fail());
      position += 1;
    }
    return found;
  }

  function unit(): Part {
    if (take('!')) {
      const { matches } = unit();
      return { matches: request => !matches(request), bound: false };
    }
    if (take('(')) {
      const inner = either();
      expect(')');
      return inner;
    }
    const token = tokens[position];
    if (token?.kind !== 'name') {
      return fail();
    }
    position += 1;
    const given = values();
    const bound = token.text.toLowerCase() === 'host';
    if (bound) {
      hosts.push(...given.map(host => host.toLowerCase().replace(/\.$/, '')));
    }
    return { matches: matcherOf(token.text, given, syntax), bound };
  }

  function both(): Part {
    let left = unit();
    while (take('&&')) {
      const [before, after] = [left, unit()];
      left = {
        matches: request => before.matches(request) && after.matches(request),
        bound: before.bound || after.bound,
      };
    }
    return left;
  }

  function either(): Part {
    let left = both();
    while (take('||')) {
      const [before, after] = [left, both()];
      left = {
        matches: request => before.matches(request) || after.matches(request),
        bound: before.bound && after.bound,
      };
    }
    return left;
  }

  const { matches, bound } = either();
  if (position < tokens.length) {
    fail();
  }
  return { matches, hosts, isOfItsHosts: bound };
}
