import { DESCRIPTOR_KEY } from '../../../spec/descriptorKey';

/** Keys whose text is JSON of its own. */
const NESTED = new Set<string>(['valuesContent', DESCRIPTOR_KEY]);

/**
 * Follow from a text in another way than by holding it, and are looked at in tests of their own: a
 * common name is left out when it is too long, and a policy opens the port of an address.
 */
const DERIVED = new Set(['commonName', 'egress']);

/** Everything in a tree, in one text that is the same for equal trees. */
export function canonical(tree: object): string {
  return JSON.stringify(tree, (key, value) => {
    if (DERIVED.has(key)) {
      return undefined;
    }
    return NESTED.has(key) ? JSON.parse(value) : value;
  });
}

/** What a tree becomes when one text that stands in it is another, also with hyphens for its dots. */
export function substitute(text: string, from: string, to: string): string {
  const dashed = (each: string) => each.replace(/\./g, '-');
  const quoted = (each: string) => JSON.stringify(each).slice(1, -1);
  const found = new RegExp(
    [from, dashed(from)]
      .map(each => quoted(each).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
    'g',
  );
  return text.replace(found, match =>
    quoted(match === quoted(from) ? to : dashed(to)),
  );
}
