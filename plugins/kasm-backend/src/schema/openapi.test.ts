import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { spec } from './openapi.generated';

describe('openapi.generated.ts', () => {
  it('says what openapi.yaml says (else run: yarn schema)', () => {
    const yaml = readFileSync(join(__dirname, 'openapi.yaml'), 'utf8');

    expect(spec).toEqual(parse(yaml));
  });

  it('describes routes that only read', () => {
    for (const operations of Object.values(spec.paths)) {
      expect(Object.keys(operations)).toEqual(['get']);
    }
  });
});
