import fc, { type Arbitrary } from 'fast-check';

/** What means something to YAML, JSON, Helm, a shell, SQL, markdown, Traefik or a terminal. */
const METACHARACTERS = [
  ...'\n\r\t\0\u0007\u001b\u007f\u0085\u2028\u2029\ufeff\u200b\u200d\u202e\u2066\ud800',
  ...'"\'`\\{}[]()<>|&;$#!*?%@:=,~^ /.-_+üéд漢٣Ａ😀',
  '${x}',
  '{{ .Values }}',
  '{{- end }}',
  '$(id)',
  '`) || PathPrefix(`/',
  '"\nextraObjects: []\n',
  '\n---\nkind: Pod\n',
  "'; DROP DATABASE kasm; --",
  '*alias',
  '&anchor',
  '!!js/function',
  '<<: ',
  ': ',
  ' #',
  '..',
  '../',
  '//',
  '.',
  'xn--',
  '%00',
];

const WHOLE = [
  '',
  ' ',
  '~',
  'null',
  'true',
  'yes',
  'on',
  '0',
  '012',
  '0x1F',
  '1e3',
  '.inf',
  '1_000',
  '12:30:45',
  '2026-11-22',
  '=',
  '<<',
  '__proto__',
  'constructor',
  'toString',
  'example.com.',
  'xn--bcher-kva.example',
  'bücher.example',
  'еxample.com',
  '127.0.0.1',
  '[::1]',
  'localhost',
  'http://example.com',
  'user@example.com',
  'example.com#x',
  'example.com:443',
];

/** Around every limit of Kubernetes and DNS. */
const LENGTHS = [
  1, 16, 17, 30, 31, 50, 51, 63, 64, 200, 201, 253, 254, 317, 1_000,
];

const long = fc
  .tuple(fc.constantFrom(...LENGTHS), fc.boolean())
  .map(([length, dots]) =>
    dots
      ? `${'a'.repeat(62)}.`
          .repeat(20)
          .slice(0, length - 1)
          .concat('a')
      : 'a'.repeat(length),
  );

/** Mostly texts that ought to be refused, some of which are nearly right, and a few good ones. */
export function hostileText(like: Arbitrary<string>): Arbitrary<string> {
  const broken = fc
    .tuple(like, fc.constantFrom(...METACHARACTERS), fc.nat())
    .map(([text, meta, at]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + meta + text.slice(place);
    });
  return fc.oneof(
    { weight: 10, arbitrary: broken },
    { weight: 1, arbitrary: like },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom(...WHOLE) },
    { weight: 1, arbitrary: long },
  );
}
