import { contractClusters, useContract } from './contractClusters';
import { samples, type Spoil } from './refusals';

const spec =
  (change: object): Spoil =>
  object =>
    Object.assign(object.spec, change);
const main =
  (change: object): Spoil =>
  object =>
    Object.assign(object.spec.template.spec.containers[0], change);

const MAIN = '.spec.template.spec.containers[name="main"]';

const refusals: Array<[string, Spoil, string]> = [
  [
    'an unknown field',
    spec({ foo: 1 }),
    '.spec.foo: field not declared in schema',
  ],
  [
    'an unknown field of an item',
    main({ foo: 1 }),
    `${MAIN}.foo: field not declared in schema`,
  ],
  [
    'an unknown field in a list without keys',
    object => {
      object.spec.template.spec.tolerations = [{ foo: 1 }];
    },
    '.spec.template.spec.tolerations[0].foo: field not declared in schema',
  ],
  [
    'an unknown field of the metadata',
    object => {
      object.metadata.foo = 1;
    },
    '.metadata.foo: field not declared in schema',
  ],
  [
    'a text for a number',
    spec({ replicas: 'x' }),
    '.spec.replicas: expected numeric (int or float), got *value.valueUnstructured',
  ],
  [
    'a number for a text',
    main({ env: [{ name: 'a', value: 1 }] }),
    `${MAIN}.env[name="a"].value: expected string, got &value.valueUnstructured{Value:1}`,
  ],
  [
    'a flag for a text',
    object => {
      object.metadata.labels = { a: true };
    },
    '.metadata.labels.a: expected string, got &value.valueUnstructured{Value:true}',
  ],
  [
    'a list for a map',
    object => {
      object.metadata.labels = ['a'];
    },
    '.metadata.labels: expected map, got &{[a]}',
  ],
  [
    'a map for a list',
    object => {
      object.spec.template.spec.containers = {};
    },
    '.spec.template.spec.containers: expected list, got &{map[]}',
  ],
  [
    'a text for a flag',
    spec({ paused: 'x' }),
    '.spec.paused: expected boolean, got &{x}',
  ],
  [
    'a text for a part',
    object => {
      object.spec = 'x';
    },
    '.spec: expected map, got &{x}',
  ],
  [
    'an item twice',
    main({
      env: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    }),
    `${MAIN}.env: duplicate entries for key [name="a"]`,
  ],
  [
    'a finalizer twice',
    object => {
      object.metadata.finalizers = ['a/b', 'a/b'];
    },
    '.metadata.finalizers: duplicate entries for key [="a/b"]',
  ],
];

describe.each(contractClusters)('intents that $name refuses', ({ start }) => {
  const on = useContract(start);

  const applied = (spoil: Spoil) => {
    const object = samples.deployment.object('applied');
    spoil(object);
    return on.admin.apply(
      on.group('apps/v1', 'deployments', 'applied'),
      'm1',
      object,
      { dryRun: 'All' },
    );
  };

  it.each(refusals)('%s', async (_, spoil, says) => {
    const answer = await applied(spoil);
    expect(answer.status).toBe(500);
    expect(answer.json).not.toHaveProperty('reason');
    expect(answer.json.message).toMatch(/^failed to create typed patch object/);
    expect(answer.json.message).toContain(`: ${says}`);
  });

  it('several at once', async () => {
    const answer = await on.admin.apply(on.core('configmaps', 'two'), 'm1', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'two' },
      data: { a: 1, b: true },
    });
    expect(answer.json.message).toContain(': errors:\n  ');
    expect(answer.json.message).toContain(
      '\n  .data.a: expected string, got &value.valueUnstructured{Value:1}',
    );
  });

  it('what cannot be read as the kind though its schema takes it', async () => {
    const half = await applied(spec({ replicas: 1.5 }));
    expect(half.status).toBe(500);
    expect(half.json.message).toMatch(
      /^failed to convert new object.* to proper version.*: unable to convert unstructured object to apps\/v1, Kind=Deployment: /,
    );
    const amount = await applied(main({ resources: { limits: { cpu: 'x' } } }));
    expect(amount.json.message).toMatch(
      /to apps\/v1, Kind=Deployment: quantities must match the regular expression/,
    );
  });

  it('what is read and refused all the same', async () => {
    const nameless = await applied(object => {
      object.spec.template.spec.containers = [{ image: 'x' }];
    });
    expect(nameless.status).toBe(422);
    expect(nameless.json.message).toBe(
      'Deployment.apps "applied" is invalid: spec.template.spec.containers[0].name: Required value',
    );
    const portless = await on.admin.apply(
      on.core('services', 'applied'),
      'm1',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'applied' },
        spec: { ports: [{ protocol: 'TCP' }] },
      },
    );
    expect(portless.json.message).toContain(
      'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    );
  });

  it('and takes nothing for a default', async () => {
    const answer = await applied(object => {
      object.spec.replicas = null;
    });
    expect(answer.status).toBe(201);
    expect(answer.json.spec.replicas).toBe(1);
  });
});

describe.each(contractClusters)('patches that $name refuses', ({ start }) => {
  const on = useContract(start);
  const path = () => on.group('apps/v1', 'deployments', 'patched');

  beforeAll(async () => {
    await on.admin.post(
      on.group('apps/v1', 'deployments'),
      samples.deployment.object('patched'),
    );
  });

  it('show what the patch made of the object, or the patch', async () => {
    const merged = await on.admin.patch(path(), { spec: { replicas: 'x' } });
    const operated = await on.admin.patch(
      path(),
      [{ op: 'add', path: '/spec/replicas', value: 'x' }],
      'json',
    );
    for (const answer of [merged, operated]) {
      expect(answer.status).toBe(422);
      expect(answer.json).toMatchObject({
        reason: 'Invalid',
        details: { causes: [{ reason: 'FieldValueInvalid', field: 'patch' }] },
      });
      expect(answer.json.message).toMatch(
        /^ "" is invalid: patch: Invalid value: "\{.*\\"replicas\\":\\"x\\"/,
      );
    }
    const strategic = await on.admin.patch(
      path(),
      { spec: { replicas: 'x', template: { spec: { containers: [] } } } },
      'strategic-merge',
    );
    expect(strategic.status).toBe(422);
    expect(strategic.json.message).toContain(
      ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:x template:map[spec:map[containers:[]]]]]": ',
    );
  });

  it('name the item without its key', async () => {
    const answer = await on.admin.patch(
      path(),
      { spec: { template: { spec: { containers: [{ image: 'x' }] } } } },
      'strategic-merge',
    );
    expect(answer.status).toBe(500);
    expect(answer.json.message).toBe(
      'map: map[image:x] does not contain declared merge key: name',
    );
  });
});
