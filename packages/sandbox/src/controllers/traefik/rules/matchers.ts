import { BlockList, isIP } from 'node:net';
import type { RoutedRequest } from '../RoutedRequest';

/** Whether a request is meant. */
export type Matches = (request: RoutedRequest) => boolean;

/** How many values a matcher takes, and what it makes of them. Throws when a value is none. */
interface Matcher {
  takes: [least: number, most: number];
  make(values: string[]): Matches;
}

const one: [number, number] = [1, 1];

/** Traefik reads Go's expressions; what they have in common with these is what people write. */
function expression(text: string): RegExp {
  return new RegExp(text);
}

function requirePath(text: string) {
  if (!text.startsWith('/')) {
    throw new Error(`path "${text}" does not start with a '/'`);
  }
}

function ascii(host: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/^[\x00-\x7f]*$/.test(host)) {
    throw new Error(
      `invalid value "${host}" for Host matcher, non-ASCII characters are not allowed`,
    );
  }
  return host.toLowerCase().replace(/\.$/, '');
}

function ofHeader(request: RoutedRequest, name: string): string[] {
  const value = request.headers[name.toLowerCase()];
  return value === undefined ? [] : [value].flat();
}

function inRange(range: string): Matches {
  const list = new BlockList();
  const [address, bits] = range.split('/');
  const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (!isIP(address)) {
    throw new Error(`invalid IP address or CIDR "${range}"`);
  }
  if (bits === undefined) {
    list.addAddress(address, kind);
  } else {
    list.addSubnet(address, Number(bits), kind);
  }
  return ({ clientIp }) =>
    list.check(clientIp, isIP(clientIp) === 6 ? 'ipv6' : 'ipv4');
}

/** The matchers of Traefik's rules, version 3. */
const V3: Record<string, Matcher> = {
  host: {
    takes: one,
    make: ([host]) => {
      const name = ascii(host);
      return request => request.host === name;
    },
  },
  hostregexp: {
    takes: one,
    make: ([text]) => {
      const pattern = expression(text);
      return request => pattern.test(request.host);
    },
  },
  path: {
    takes: one,
    make: ([path]) => {
      requirePath(path);
      return request => request.path === path;
    },
  },
  pathprefix: {
    takes: one,
    make: ([prefix]) => {
      requirePath(prefix);
      return request => request.path.startsWith(prefix);
    },
  },
  pathregexp: {
    takes: one,
    make: ([text]) => {
      const pattern = expression(text);
      return request => pattern.test(request.path);
    },
  },
  method: {
    takes: one,
    make: ([method]) => {
      const name = method.toUpperCase();
      return request => request.method === name;
    },
  },
  header: {
    takes: [2, 2],
    make: ([name, value]) => {
      return request => ofHeader(request, name).includes(value);
    },
  },
  headerregexp: {
    takes: [2, 2],
    make: ([name, text]) => {
      const pattern = expression(text);
      return request =>
        ofHeader(request, name).some(value => pattern.test(value));
    },
  },
  query: {
    takes: [1, 2],
    make: ([name, value = '']) => {
      return request =>
        request.query.has(name) && request.query.getAll(name).includes(value);
    },
  },
  queryregexp: {
    takes: [1, 2],
    make: ([name, text = '']) => {
      const pattern = expression(text);
      return request =>
        request.query.getAll(name).some(value => pattern.test(value));
    },
  },
  clientip: { takes: one, make: ([range]) => inRange(range) },
};

const ANY_NUMBER: [number, number] = [1, Infinity];

/** Of version 2, which a route asks for with `syntax: v2`: several values mean any of them. */
const V2: Record<string, Matcher> = Object.fromEntries(
  Object.entries(V3).map(([name, matcher]) => [
    name,
    matcher.takes[1] > 1
      ? matcher
      : {
          takes: ANY_NUMBER,
          make: values => {
            const each = values.map(value => matcher.make([value]));
            return request => each.some(matches => matches(request));
          },
        },
  ]),
);

/** What a matcher with these values means. Throws when there is none of that name or with so many. */
export function matcherOf(
  name: string,
  values: string[],
  syntax: string | undefined,
): Matches {
  const matcher = (syntax === 'v2' ? V2 : V3)[name.toLowerCase()];
  if (!matcher) {
    throw new Error(`unsupported function: ${name}`);
  }
  const [least, most] = matcher.takes;
  if (values.length < least || values.length > most) {
    throw new Error(
      `unexpected number of parameters for ${name}; got ${
        values.length
      }, expected ${least === most ? least : `${least} to ${most}`}`,
    );
  }
  return matcher.make(values);
}
