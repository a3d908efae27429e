import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FAULTS } from './FaultDescription';

// The test reads the package as it is checked out.
// eslint-disable-next-line no-restricted-syntax
const README = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');

/** `a` (`.b`, `.c`) in the table stands for a, a.b and a.c; APIs are named by what they do. */
const named = new Set(
  [
    ...README.matchAll(
      /`([a-z0-9][a-z0-9.-]*)`(?: \(((?:`\.[a-z0-9-]+`(?:, )?)+)\))?/g,
    ),
  ]
    .map(([, id, variants = '']) => [
      id,
      ...[...variants.matchAll(/`(\.[a-z0-9-]+)`/g)].map(
        ([, variant]) => id + variant,
      ),
    ])
    .flat(),
);

describe('the faults', () => {
  it('have ids of their own, and a sentence each', () => {
    const ids = FAULTS.map(({ id }) => id);
    expect([...new Set(ids)]).toEqual(ids);
    expect(
      FAULTS.filter(({ description }) => !/^[A-Z].*\.$/.test(description)),
    ).toEqual([]);
  });

  it('are all in the README', () => {
    const missing = FAULTS.map(({ id }) => id).filter(
      id =>
        !named.has(id) && !named.has(id.replace(/^(rke2|harvester)-api-/, '')),
    );
    expect(missing).toEqual([]);
  });
});
