import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInKinds } from '../../resources/builtInKinds';
import { schemaOf } from '../schemaOf';
import { builtInDefinition } from './builtInDefinition';
import { definitions } from './definitions.generated';
import { facts } from './facts';
import { canonicalQuantity, isQuantity, quantityValue } from './quantity';

// The test reads the package as it is checked out.
// eslint-disable-next-line no-restricted-syntax
const PACKAGE = join(__dirname, '../../../..');

describe('schemas of built-in kinds', () => {
  it('are what the generator makes of the models', () => {
    const made = execFileSync(
      process.execPath,
      [join(PACKAGE, 'scripts/builtInDefinitions.mjs'), '--print'],
      { encoding: 'utf8', maxBuffer: 1024 * 1024 },
    );
    const kept = readFileSync(
      join(PACKAGE, 'src/apiserver/schemas/builtIn/definitions.generated.ts'),
      'utf8',
    );
    expect(kept).toBe(made);
  });

  it.each(builtInKinds.map(kind => [kind.resource, kind] as const))(
    'there is one of %s, with all that it leads to',
    (_, kind) => {
      expect(schemaOf(kind)?.properties).toMatchObject({
        metadata: { name: 'ObjectMeta' },
      });
    },
  );

  it('can all be read, and what is said about each is about something', () => {
    const names: string[] = definitions.match(/^[A-Z]\w*$/gm) ?? [];
    names.forEach(builtInDefinition);
    const described = (facts.match(/^[A-Z]\w*/gm) ?? []).filter(
      name => !names.includes(name),
    );
    expect(described).toEqual([]);
  });
});

describe('amounts', () => {
  it.each([
    ['0.5', '500m'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['1000Ki', '1000Ki'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1000000', '1M'],
    ['1e3', '1e3'],
    ['100e-3', '100e-3'],
    ['0.0001', '1m'],
    ['-0.5', '-500m'],
    ['0Gi', '0'],
    ['+5', '5'],
    ['.5', '500m'],
    ['5.', '5'],
    ['1.23456789Gi', '1325607179'],
    ['12Ei', '12Ei'],
    ['007', '7'],
  ])('%s is written %s', (given, written) => {
    expect(canonicalQuantity(given)).toBe(written);
    expect(canonicalQuantity(written)).toBe(written);
  });

  it('compare by what they are worth', () => {
    expect(quantityValue('1Gi')).toBe(quantityValue('1024Mi'));
    expect(quantityValue('1500m') > quantityValue('1')).toBe(true);
  });

  it.each(['', 'x', '1 Gi', '1GiB', '1,5', '--1', '1mm', '.'])(
    '%s is none',
    text => {
      expect(isQuantity(text)).toBe(false);
    },
  );
});
