import { customKinds } from '../resources/customKinds';
import { checkAgainst, checkCustom } from './custom/check';
import { customSchema } from './custom/customSchema';
import { pruneAndDefault } from './custom/prune';
import type { Schema } from './Schema';
import { definitionSchema } from './definitionSchema';
import { parseSchema } from './parseSchema';
import { structuralSchema } from './structuralSchema';

const messages = (schema: Schema, value: object, before?: object) =>
  checkCustom(schema, value, before).map(
    ({ field, message }) => `${field}: ${message}`,
  );

describe('schemas of custom kinds', () => {
  it.each(customKinds.map(({ resource }) => resource))(
    'there is one of %s',
    resource => {
      expect(customSchema(resource)?.properties).toHaveProperty('spec');
    },
  );

  it('bound texts, numbers, lists and maps', () => {
    const schema = parseSchema(`
text string minLength=2 maxLength=3 pattern="^a"
number integer min=1 max=2
list list minItems=1 maxItems=2
  [] string
map map minProperties=1 maxProperties=1
  {} string
when time
amount quantity
`);
    expect(
      messages(schema, {
        text: 'b',
        number: 3,
        list: ['a', 'b', 'c'],
        map: {},
        when: '2026-01-01',
        amount: '1 GB',
      }),
    ).toEqual([
      'text: Invalid value: "b": text in body should be at least 2 chars long',
      `text: Invalid value: "b": text in body should match '^a'`,
      'number: Invalid value: 3: number in body should be less than or equal to 2',
      'list: Too many: 3: must have at most 2 items',
      'map: Invalid value: 0: map in body should have at least 1 properties',
      'when: Invalid value: "2026-01-01": when in body must be of type date-time: "2026-01-01"',
      expect.stringContaining('amount in body should match '),
    ]);
    expect(messages(schema, { text: 'abcd', amount: true })).toEqual([
      'text: Too long: may not be more than 3 bytes',
      'amount: Invalid value: "boolean": amount in body must be of type integer,string: "boolean"',
    ]);
    expect(
      messages(schema, { text: 'ab', number: 1, list: ['a'], amount: 5 }),
    ).toEqual([]);
  });

  it('keep nulls where they may stand, and fill in defaults for others', () => {
    const schema = parseSchema(`
kept string null
gone string
filled string ="x"
free any
map {string}
`);
    const object = {
      kept: null,
      gone: null,
      filled: null,
      free: null,
      map: { a: null, b: 'c' },
    };
    pruneAndDefault(schema, object);
    expect(object).toEqual({
      kept: null,
      filled: 'x',
      free: null,
      map: { b: 'c' },
    });
    expect(checkAgainst(schema, object)).toEqual([]);
  });

  it('know parts that built-in kinds have too', () => {
    const schema = customSchema('clusters.postgresql.cnpg.io')!;
    const cluster = {
      spec: {
        instances: 1,
        storage: { size: '1Gi' },
        affinity: {
          tolerations: [{ key: 'a', bogus: 1 }],
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'a' }] }],
            },
          },
        },
        resources: { limits: { cpu: '0.5' } },
      },
    };
    expect(pruneAndDefault(schema, cluster)).toEqual([
      'spec.affinity.tolerations[0].bogus',
    ]);
    expect(messages(schema, cluster)).toContain(
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: Required value',
    );
    expect(cluster.spec.resources.limits.cpu).toBe('0.5');
  });

  it('hold the rules that matter, once all else is right', () => {
    const backups = customSchema('backups.postgresql.cnpg.io')!;
    const backup = (name: string) => ({ spec: { cluster: { name } } });
    expect(messages(backups, backup('a'), backup('a'))).toEqual([]);
    expect(messages(backups, backup('b'), backup('a'))).toEqual([
      'spec: Invalid value: "object": BackupSpec is immutable once set',
    ]);
    const databases = customSchema('databases.postgresql.cnpg.io')!;
    const database = (name: string) => ({
      spec: { name, owner: 'o', cluster: { name: 'c' } },
    });
    expect(messages(databases, database('b'), database('a'))).toEqual([
      'spec.name: Invalid value: "string": name is immutable',
    ]);
    expect(messages(databases, database('postgres'))).toEqual([
      'spec.name: Invalid value: "string": the name postgres is reserved',
    ]);
    const clusters = customSchema('clusters.postgresql.cnpg.io')!;
    const both = {
      instances: 1,
      storage: { size: '1Gi' },
      imageName: 'a',
      imageCatalogRef: { apiGroup: 'g', kind: 'k', name: 'n', major: 18 },
    };
    expect(messages(clusters, { spec: both })).toEqual([
      'spec: Invalid value: "object": imageName and imageCatalogRef are mutually exclusive',
    ]);
    expect(messages(clusters, { spec: { ...both, instances: 0 } })).toEqual([
      'spec.instances: Invalid value: 0: spec.instances in body should be greater than or equal to 1',
      '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ]);
  });
});

describe('schemas in CustomResourceDefinitions', () => {
  it.each(customKinds.map(({ resource }) => resource))(
    'mean the same when they are read back: %s',
    resource => {
      const withoutNames = (schema: Schema): unknown =>
        JSON.parse(
          JSON.stringify(schema, (key, value) =>
            key === 'name' && typeof value === 'string' ? undefined : value,
          ),
          (key, value) => (key === 'code' ? undefined : value),
        );
      const schema = customSchema(resource)!;
      const { apiVersion, kind, metadata, ...properties } = structuralSchema(
        definitionSchema(schema),
      )!.properties!;
      expect(withoutNames({ ...schema, properties })).toEqual(
        withoutNames(schema),
      );
    },
  );

  it('hold rules of which there are few, and let others pass', () => {
    const schema = structuralSchema({
      type: 'object',
      properties: {
        a: {
          type: 'string',
          'x-kubernetes-validations': [
            { rule: 'self == oldSelf', message: 'a stays' },
            { rule: 'self.size() < 3' },
          ],
        },
      },
    })!;
    expect(messages(schema, { a: 'x' }, { a: 'y' })).toEqual([
      'a: Invalid value: "string": a stays',
    ]);
  });
});
