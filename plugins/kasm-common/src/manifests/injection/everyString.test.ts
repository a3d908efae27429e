import fc from 'fast-check';
import * as z from 'zod';
import { kasmDeploymentSpec, type KasmDeploymentSpec } from '../../spec';
import { renderTree } from '../tree/renderTree';
import { hostileText } from './__testUtils__/hostileText';
import { canonical, substitute } from './__testUtils__/canonical';
import {
  CHOICES,
  FREE_FIELDS,
  SPECS,
  type StringField,
} from './__testUtils__/stringFields';

/** For each of the fields; together more than 100,000. */
const RUNS = 2_200;

/** The spec with a text of it exchanged, and the text that stood there. */
function withText(field: StringField, text: string) {
  const input = structuredClone(SPECS[field.spec]) as any;
  const parts = field.path.split('.');
  const last = parts.pop()!;
  const parent = parts.reduce((object, part) => object[part], input);
  if (last === '<key>') {
    const [[key, value]] = Object.entries(parent);
    delete parent[key];
    Object.defineProperty(parent, text, { value, enumerable: true });
    return { input, before: key };
  }
  const before: string = parent[last];
  parent[last] = text;
  return { input, before };
}

/** Everything that is rendered but the page for people, which escapes what it holds. */
function rendered(spec: KasmDeploymentSpec): string {
  const { [`services/${spec.name}/docs/index.md`]: _, ...files } =
    renderTree(spec);
  return canonical(files);
}

jest.setTimeout(60_000);

describe.each(FREE_FIELDS)('$path', field => {
  const before = withText(field, '').before;
  const base = rendered(kasmDeploymentSpec.parse(SPECS[field.spec]));

  it('is refused, or stands exactly where it belongs and changes nothing else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(hostileText(field.like), text => {
        const parsed = kasmDeploymentSpec.safeParse(
          withText(field, text).input,
        );
        if (!parsed.success) {
          return;
        }
        accepted += 1;
        expect(rendered(parsed.data)).toBe(substitute(base, before, text));
      }),
      { numRuns: RUNS },
    );
    // neither everything nor nothing was refused
    expect(accepted).toBeGreaterThan(RUNS / 100);
    expect(accepted).toBeLessThan(RUNS * 0.9);
  });
});

describe.each(CHOICES)('$path', ({ path, spec }) => {
  it('is one of a few words', () => {
    const field = { path, spec, like: fc.constant('zq') };
    fc.assert(
      fc.property(hostileText(fc.constantFrom('retry', 'Small')), text => {
        expect(
          kasmDeploymentSpec.safeParse(withText(field, text).input).success,
        ).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the fields above', () => {
  it('are all that the schema has', () => {
    const known = [...FREE_FIELDS, ...CHOICES].map(({ path }) =>
      path
        .replace(/\.(zqkeyx|zqdbkeyx)$/, '.<value>')
        .replace(/\.0$/, '.<item>'),
    );
    const schema = z.toJSONSchema(kasmDeploymentSpec, { io: 'input' });
    expect([...new Set(known)].sort()).toEqual(
      [...new Set(textsOf(schema as Schema, []))].sort(),
    );
  });
});

interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

function textsOf(schema: Schema, at: string[]): string[] {
  const nested = schema.additionalProperties;
  return [
    ...(schema.type === 'string' ? [at.join('.')] : []),
    ...(schema.propertyNames ? [[...at, '<key>'].join('.')] : []),
    ...(typeof nested === 'object' ? textsOf(nested, [...at, '<value>']) : []),
    ...(schema.items ? textsOf(schema.items, [...at, '<item>']) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
      textsOf(child, [...at, name]),
    ),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(child =>
      textsOf(child, at),
    ),
  ];
}
