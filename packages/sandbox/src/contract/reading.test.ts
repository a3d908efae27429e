import { contractClusters, useContract } from './contractClusters';
import { CNPG, databaseCluster } from './objects';
import { attempt, samples, type Spoil } from './refusals';

const main =
  (change: object): Spoil =>
  object =>
    Object.assign(object.spec.template.spec.containers[0], change);
const spec =
  (change: object): Spoil =>
  object =>
    Object.assign(object.spec, change);

const CANNOT = 'Deployment in version "v1" cannot be handled as a Deployment: ';

describe.each(contractClusters)('what $name reads', ({ start }) => {
  const on = useContract(start);

  const mistyped: Array<[string, Spoil]> = [
    ['text for a number', spec({ replicas: 'x' })],
    ['part of a replica', spec({ replicas: 1.5 })],
    ['more than a number holds', spec({ replicas: 2 ** 31 })],
    ['a number for a text', main({ env: [{ name: 'A', value: 1 }] })],
    ['a flag for a text', main({ image: true })],
    ['a map for a list', main({ env: {} })],
    ['a list for a map', spec({ selector: [] })],
    ['a text for a part', spec({ template: 'x' })],
    ['a flag for a port', main({ ports: [{ containerPort: true }] })],
    [
      'a label that is no text',
      object => {
        object.metadata.labels = { a: true };
      },
    ],
    ['a text for metadata', object => Object.assign(object, { metadata: 'x' })],
    ['no amount', main({ resources: { limits: { cpu: 'abc' } } })],
  ];

  it.each(mistyped)('is not %s', async (_, spoil) => {
    const answer = await attempt(on, samples.deployment, spoil);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ reason: 'BadRequest', code: 400 });
    expect(answer.json.message).toContain(CANNOT);
  });

  it('is not base64 that is none, nor text for data', async () => {
    for (const data of [{ a: '%%' }, { a: 1 }, ['a'], 'x']) {
      const answer = await attempt(on, samples.secret, object =>
        Object.assign(object, { data }),
      );
      expect(answer.status).toBe(400);
      expect(answer.json.message).toContain(
        'Secret in version "v1" cannot be handled as a Secret: ',
      );
    }
  });

  it('names the rule of amounts', async () => {
    const answer = await attempt(
      on,
      samples.deployment,
      main({ resources: { limits: { cpu: 'abc' } } }),
    );
    expect(answer.json.message).toContain(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  });

  it('writes amounts of built-in kinds in one way', async () => {
    const amounts = {
      '0.5': '500m',
      '1024Mi': '1Gi',
      '1000m': '1',
      '1.5Gi': '1536Mi',
      '1000Ki': '1000Ki',
      '0.5Ki': '512',
      '1e3': '1e3',
      '1e1': '10',
      '12e6': '12e6',
      '0.0001': '1m',
      '1000000': '1M',
      '1048576': '1048576',
      '1.0': '1',
      '100M': '100M',
      '2000k': '2M',
      '0': '0',
      '1500m': '1500m',
    };
    for (const [given, kept] of Object.entries(amounts)) {
      const answer = await attempt(
        on,
        samples.deployment,
        main({ resources: { limits: { cpu: given } } }),
      );
      const { resources } = answer.json.spec.template.spec.containers[0];
      expect({ given, kept: resources.limits.cpu }).toEqual({ given, kept });
    }
    const number = await attempt(
      on,
      samples.deployment,
      main({ resources: { limits: { cpu: 0.1, memory: 1 } } }),
    );
    expect(
      number.json.spec.template.spec.containers[0].resources.limits,
    ).toEqual({ cpu: '100m', memory: '1' });
  });

  it('keeps amounts of custom kinds as they are', async () => {
    const answer = await on.admin.post(
      on.group(CNPG, 'clusters'),
      databaseCluster('amounts', {
        resources: { limits: { cpu: 1, memory: '1024Mi' } },
      }),
      { dryRun: 'All' },
    );
    expect(answer.json.spec.resources).toEqual({
      limits: { cpu: 1, memory: '1024Mi' },
    });
  });

  it('forgets what is empty, null or unknown in built-in kinds', async () => {
    const answer = await attempt(on, samples.deployment, object => {
      object.bogus = 1;
      object.spec.bogus = { a: 1 };
      object.metadata.labels = {};
      object.metadata.annotations = null;
      Object.assign(object.spec.template.spec, { nodeSelector: {}, bogus: [] });
      main({ env: [], command: [], args: null, bogus: '' })(object);
    });
    expect(answer.status).toBe(201);
    const { metadata, spec: kept } = answer.json;
    expect(JSON.stringify(answer.json)).not.toContain('bogus');
    expect(metadata).not.toHaveProperty('labels');
    expect(metadata).not.toHaveProperty('annotations');
    expect(kept.template.spec).not.toHaveProperty('nodeSelector');
    for (const name of ['env', 'command', 'args']) {
      expect(kept.template.spec.containers[0]).not.toHaveProperty(name);
    }
    const map = await attempt(on, samples.configMap, object => {
      object.data = { a: null };
    });
    expect(map.json.data).toEqual({ a: '' });
  });

  it('fills in what built-in kinds default', async () => {
    const deployment = await attempt(on, samples.deployment, object => {
      main({
        livenessProbe: { httpGet: { port: 80 } },
        ports: [{ containerPort: 80 }],
      })(object);
      Object.assign(object.spec.template.spec, {
        serviceAccountName: 'robot',
        volumes: [{ name: 'v' }, { name: 's', secret: { secretName: 'x' } }],
      });
    });
    expect(deployment.json.spec.template.spec).toMatchObject({
      serviceAccountName: 'robot',
      serviceAccount: 'robot',
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      volumes: [
        { name: 'v', emptyDir: {} },
        { name: 's', secret: { secretName: 'x', defaultMode: 420 } },
      ],
      containers: [
        {
          imagePullPolicy: 'IfNotPresent',
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          resources: {},
          ports: [{ containerPort: 80, protocol: 'TCP' }],
          livenessProbe: {
            httpGet: { path: '/', port: 80, scheme: 'HTTP' },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
        },
      ],
    });
    const policy = await attempt(on, samples.networkPolicy, object => {
      object.spec.egress = [{ ports: [{ port: 53 }] }];
    });
    expect(policy.json.spec).toEqual({
      podSelector: {},
      egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }],
      policyTypes: ['Ingress', 'Egress'],
    });
    const closed = await attempt(on, samples.networkPolicy, object => {
      delete object.spec;
    });
    expect(closed.json.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress'],
    });
    const claim = await attempt(on, samples.claim, () => {});
    expect(claim.json).toMatchObject({
      spec: { volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
  });

  it('tells custom objects what each of their fields must be', async () => {
    const answer = await on.admin.post(
      on.group(CNPG, 'clusters'),
      databaseCluster('wrong', {
        instances: 0,
        logLevel: 'loud',
        backup: { retentionPolicy: 'x' },
        affinity: { nodeSelector: { a: 1 } },
        resources: { limits: { cpu: 'x' } },
        managed: { roles: [{ name: 'a', validUntil: 'soon' }] },
      }),
    );
    expect(answer.status).toBe(422);
    for (const said of [
      'spec.instances: Invalid value: 0: spec.instances in body should be greater than or equal to 1',
      'spec.logLevel: Unsupported value: "loud": supported values: "error", "warning", "info", "debug", "trace"',
      'spec.backup.retentionPolicy: Invalid value: "x": spec.backup.retentionPolicy in body should match \'^[1-9][0-9]*[dwm]$\'',
      'spec.affinity.nodeSelector.a: Invalid value: "integer": spec.affinity.nodeSelector.a in body must be of type string: "integer"',
      'spec.resources.limits.cpu in body should match ',
      '.validUntil in body must be of type date-time: "soon"',
    ]) {
      expect(answer.json.message).toContain(said);
    }
    const huge = await on.admin.post(
      on.group(CNPG, 'clusters'),
      databaseCluster('huge', { instances: 2 ** 40 }),
    );
    expect(huge.status).toBe(422);
    expect(huge.json.message).toContain(
      '.spec.instances: Invalid value: 1099511627776: should be less than or equal to 2147483647',
    );
    const metadata = await on.admin.post(on.group(CNPG, 'clusters'), {
      ...databaseCluster('meta'),
      metadata: { name: 'meta', labels: { a: 1 } },
    });
    expect(metadata.status).toBe(400);
    expect(metadata.json.message).toContain(
      'Cluster in version "v1" cannot be handled as a Cluster: ',
    );
  });

  it('keeps nulls of custom objects where they may stand only', async () => {
    const answer = await on.admin.post(
      on.group(CNPG, 'clusters'),
      databaseCluster('nulls', {
        logLevel: null,
        imageName: null,
        postgresql: { parameters: { a: null, b: 'c' } },
      }),
      { dryRun: 'All' },
    );
    expect(answer.json.spec.logLevel).toBe('info');
    expect(answer.json.spec).not.toHaveProperty('imageName');
  });
});
