import * as fc from 'fast-check';
import { parseList } from './parseList';

/** So many bytes that it is parsed item by item. */
const padding = 'x'.repeat(70_000);

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"items":[{', '\\', '\\"', '}]', '{"items":[]}', 'ä€𝄞'),
);
const json = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constant('items')), tie('value'), {
      maxKeys: 4,
    }),
  ),
})).value;

describe('parseList', () => {
  it.each([undefined, 2])('reads what JSON reads (indented by %s)', indent => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ metadata: json, spec: json }), { maxLength: 5 }),
        json,
        fc.boolean(),
        (items, annotations, first) => {
          const metadata = { resourceVersion: '7', annotations, padding };
          const list = first
            ? { items, kind: 'List', metadata }
            : { kind: 'List', metadata, items };
          const written = JSON.stringify(list, undefined, indent);

          expect(parseList(Buffer.from(written))).toEqual(JSON.parse(written));
        },
      ),
    );
  });

  it.each([
    ['no list', { padding }],
    ['null', { items: null, padding }],
    ['no objects', { items: [1, 'x', [{}]], padding }],
    ['items further in', { metadata: { items: [{ a: 1 }] }, padding }],
    ['a list', [{ items: [] }, padding]],
  ])('reads %s as JSON does', (_, value) => {
    expect(parseList(Buffer.from(JSON.stringify(value)))).toEqual(value);
  });

  it.each(['', '"', ']', '}', ',{"a":}]}', '{"a":1}', '],"metadata":'])(
    'refuses what breaks off with %s',
    end => {
      const broken = `{"metadata":"${padding}","items":[{"a":1}${end}`;

      expect(() => parseList(Buffer.from(broken))).toThrow(SyntaxError);
    },
  );
});
