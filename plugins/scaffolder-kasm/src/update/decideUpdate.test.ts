import {
  deploymentDescriptor,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { decideUpdate } from './decideUpdate';
import { mergeSpec } from './mergeSpec';
import type { UpdateFacts } from './UpdateFacts';
import { updateInputJsonSchema } from './updateInput';

const spec = kasmDeploymentSpec.parse({
  cluster: 'rke2',
  owner: 'group:default/platform-engineers',
  domain: 'example.com',
  agents: { cluster: 'harvester', namespace: 'kasm-agents' },
  database: { storageClass: 'harvester' },
});

const well: UpdateFacts = {
  chart: { version: '1.1181.1', initialize: false },
  databaseUsed: true,
  databaseImage: 'ghcr.io/cloudnative-pg/postgresql:14-standard-bookworm',
  volumes: [{ name: 'kasm-pg-1', size: '20Gi', expandable: true }],
};

const decide = (
  changes: object,
  facts: Partial<UpdateFacts> = {},
  descriptor: object = {},
) =>
  decideUpdate(
    deploymentDescriptor.parse({
      version: 1,
      state: 'active',
      spec,
      ...descriptor,
    }),
    mergeSpec(spec, changes),
    { ...well, ...facts },
  );

describe('decideUpdate', () => {
  it('lets everything change that is not a name', () => {
    for (const changes of [
      {},
      { size: 'large' },
      { title: 'x', owner: 'group:default/others' },
      { database: { instances: 5, storageSize: '30Gi' } },
      { certificate: { issuer: 'other' } },
      { ingress: { backend: 'http' } },
      { networkPolicies: true },
      { nodeSelector: { pool: 'x' } },
      // the same names, said out loud
      { release: 'kasm', namespace: 'kasm', database: { cluster: 'kasm-pg' } },
    ]) {
      expect(decide(changes).refusals).toEqual([]);
    }
  });

  it.each<[object, Partial<UpdateFacts>, RegExp]>([
    [{ namespace: 'kasm-2' }, {}, /^namespace cannot change.*recover/],
    [{ release: 'kasm-2' }, {}, /^release cannot change/],
    [{ domain: 'example.org' }, {}, /^domain cannot change.*recover/],
    [{ database: { cluster: 'other' } }, {}, /^database.cluster cannot/],
    [{ database: { storageClass: 'x' } }, {}, /^database.storageClass cannot/],
    [
      {
        secrets: {
          mode: 'existing',
          credentialsSecret: 'a',
          superuserSecret: 'b',
        },
      },
      {},
      /^secrets cannot change in place: rotate/,
    ],
    [
      { agents: { pool: { image: 'default/a', network: 'default/b' } } },
      {},
      /kasm:agents:create/,
    ],
    [{ agents: { namespace: 'others' } }, {}, /kasm:agents:delete/],
    [{ kasmVersion: '1.19.0' }, {}, /PostgreSQL goes from 14 to 16/],
    [
      { database: { storageSize: '10Gi' } },
      {},
      /cannot shrink to 10Gi: .*20Gi/,
    ],
    [
      { database: { storageSize: '30Gi' } },
      { volumes: [{ name: 'kasm-pg-2', size: '42949672960' }] },
      /volume kasm-pg-2 has 42949672960 already/,
    ],
    [
      { database: { storageSize: '30Gi' } },
      { volumes: [{ name: 'kasm-pg-1', size: '20Gi', expandable: false }] },
      /allowVolumeExpansion/,
    ],
    [{}, { chart: undefined }, /HelmChart kasm is gone/],
    [
      {},
      { chart: { version: '1.1190.6', initialize: false } },
      /never downgraded/,
    ],
    [
      {},
      { chart: { version: '1.1181.1', initialize: true }, databaseUsed: false },
      /initialize: true/,
    ],
    [{}, { databaseImage: 'registry/postgresql:16.4' }, /runs PostgreSQL 16/],
  ])('refuses %j when %j', (changes, facts, message) => {
    expect(decide(changes, facts).refusals).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it('lists everything that is refused', () => {
    const { refusals } = decide({
      namespace: 'a',
      kasmVersion: '1.19.0',
      database: { storageSize: '1Gi' },
    });
    expect(refusals).toHaveLength(3);
  });

  it('does not go back from a newer Kasm', () => {
    const newer = mergeSpec(spec, { kasmVersion: '1.19.0' });
    const { refusals } = decide({}, {}, { spec: newer });
    expect(refusals[0]).toContain('cannot go back from 1.19.0 to 1.18.1');
  });

  it.each([
    [{ state: 'creating' }, 'run kasm:deployment:create again'],
    [{ state: 'retired' }, 'to attach it again'],
    [{ delivery: 'external', externalManager: 'argocd' }, 'Argo CD'],
    [{ delivery: 'external', externalManager: 'helm' }, 'helm upgrade'],
  ])('says of %j where the truth lies', (descriptor, message) => {
    const { refusals } = decide({ size: 'large' }, {}, descriptor);
    expect(refusals).toEqual([expect.stringContaining(message)]);
  });

  it('tells a chart upgrade, and what people have to know', () => {
    expect(
      decide({}, { chart: { version: '1.1181.0', initialize: false } })
        .chartUpgrade,
    ).toEqual({ from: '1.1181.0', to: '1.1181.1' });
    expect(decide({}).chartUpgrade).toBeUndefined();
    expect(decide({ database: { instances: 1 } }).notes.join()).toContain(
      'disruption budget',
    );
  });
});

describe('mergeSpec', () => {
  it('merges objects, replaces labels and other forms, and forgets what is null', () => {
    const before = mergeSpec(spec, {
      title: 'x',
      nodeSelector: { a: 'b' },
      database: {
        backups: {
          method: 'plugin',
          destinationPath: 's3://bucket/a',
          credentialsSecret: 's',
        },
      },
    });
    const after = mergeSpec(before, {
      title: null,
      nodeSelector: { c: 'd' },
      database: { backups: { retentionPolicy: '7d' } },
    });
    expect(after.title).toBeUndefined();
    expect(after.nodeSelector).toEqual({ c: 'd' });
    expect(after.database).toEqual({
      ...before.database,
      backups: { ...before.database.backups, retentionPolicy: '7d' },
    });
    expect(
      mergeSpec(before, { database: { backups: { method: 'none' } } }).database
        .backups,
    ).toEqual({ method: 'none' });
  });

  it('lists every problem, and takes no field that a spec has not', () => {
    const problems = () =>
      mergeSpec(spec, { size: 'huge', ingress: { port: 1 }, __proto__x: 1 });
    expect(problems).toThrow(/size: /);
    expect(problems).toThrow(/ingress: .*port/);
    expect(problems).toThrow(/__proto__x/);
  });
});

describe('the registered schema', () => {
  it('says names and no defaults of the spec: what is not given stays', () => {
    const { properties } = updateInputJsonSchema;
    expect(properties).toMatchObject({
      cluster: { type: 'string' },
      name: { default: 'kasm' },
      planOnly: { default: false },
      size: { type: 'string' },
      database: { properties: { instances: { type: 'integer' } } },
    });
    expect(properties?.size).not.toHaveProperty('default');
    expect(JSON.stringify(properties?.database)).not.toContain('default');
    expect(JSON.stringify(properties)).not.toContain('"pattern"');
  });
});
