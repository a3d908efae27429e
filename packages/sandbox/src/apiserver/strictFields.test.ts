import { databaseCluster, deployment } from '../contract/objects';
import { serveForTests } from './serveForTests';

// Everything takes long on a machine with much else to do.
jest.setTimeout(60_000);

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const CLUSTERS = '/apis/postgresql.cnpg.io/v1/namespaces/default/clusters';
const MAPS = '/api/v1/namespaces/default/configmaps';

/** What servers since 1.25 do with `fieldValidation`, and how newer ones word what they refuse. */
describe('strict fields', () => {
  const served = serveForTests();

  const misspelt = (name: string): any => {
    const object: any = deployment(name);
    object.spec.replicaz = 1;
    object.spec.template.spec.containers[0].imagee = 'x';
    object.metadata.lables = {};
    return object;
  };

  it('refuse unknown fields anywhere in a built-in kind', async () => {
    const answer = await served.client.post(DEPLOYMENTS, misspelt('strict'), {
      fieldValidation: 'Strict',
    });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      reason: 'BadRequest',
      message:
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "metadata.lables", unknown field "spec.template.spec.containers[0].imagee", unknown field "spec.replicaz"',
    });
  });

  it('are told of otherwise, or dropped without a word', async () => {
    const warned = await served.client.post(DEPLOYMENTS, misspelt('warned'));
    expect(warned.status).toBe(201);
    expect(warned.headers.warning).toBe(
      [
        '299 - "unknown field \\"metadata.lables\\""',
        '299 - "unknown field \\"spec.template.spec.containers[0].imagee\\""',
        '299 - "unknown field \\"spec.replicaz\\""',
      ].join(', '),
    );
    expect(JSON.stringify(warned.json)).not.toMatch(/lables|imagee|replicaz/);
    const silent = await served.client.post(DEPLOYMENTS, misspelt('silent'), {
      fieldValidation: 'Ignore',
    });
    expect(silent.status).toBe(201);
    expect(silent.headers.warning).toBe(undefined);
  });

  it('refuse unknown fields of every kind that is written', async () => {
    const wrong: Array<[string, object, string]> = [
      [
        '/api/v1/namespaces/default/services',
        { metadata: { name: 'x' }, spec: { ports: [{ prt: 80 }] } },
        'spec.ports[0].prt',
      ],
      [
        '/apis/batch/v1/namespaces/default/jobs',
        { metadata: { name: 'x' }, spec: { template: { spec: { a: 1 } } } },
        'spec.template.spec.a',
      ],
      [
        '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies',
        { metadata: { name: 'x' }, spec: { ingress: [{ form: [] }] } },
        'spec.ingress[0].form',
      ],
      [
        '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles',
        { metadata: { name: 'x' }, rules: [{ verb: ['get'] }] },
        'rules[0].verb',
      ],
      [
        '/api/v1/namespaces/default/persistentvolumeclaims',
        { metadata: { name: 'x' }, spec: { storageClass: 'a' } },
        'spec.storageClass',
      ],
    ];
    for (const [path, object, field] of wrong) {
      const answer = await served.client.post(path, object, {
        fieldValidation: 'Strict',
      });
      expect(answer.status).toBe(400);
      expect(answer.json.message).toContain(
        `strict decoding error: unknown field "${field}"`,
      );
    }
  });

  it('refuse members that stand twice, in JSON and in YAML', async () => {
    const send = (body: string, type: string, fieldValidation: string) =>
      served.client.send('POST', MAPS, {
        body: Buffer.from(body),
        type,
        query: { fieldValidation, dryRun: 'All' },
      });
    const json =
      '{"metadata":{"name":"x"},"data":{"a":"\\"{","b":"","a":"2"},"data":{"a":"3"},"bogus":[{"c":1,"c":2}]}';
    const strict = await send(json, 'application/json', 'Strict');
    expect(strict.json.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data.a", duplicate field "data", duplicate field "bogus[0].c", unknown field "bogus"',
    );
    const warned = await send(json, 'application/json', 'Warn');
    expect(warned.json.data).toEqual({ a: '3' });
    expect(warned.headers.warning).toContain('duplicate field \\"data.a\\"');
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: "1"\n  a: "2"\n';
    const written = await send(yaml, 'application/yaml', 'Strict');
    expect(written.json.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: yaml: unmarshal errors:\n  line 6: key "a" already set in map',
    );
    const ignored = await send(yaml, 'application/yaml', 'Ignore');
    expect(ignored.json.data).toEqual({ a: '2' });
    const applied = await served.client.send('PATCH', `${MAPS}/x`, {
      body: Buffer.from(yaml),
      type: 'application/apply-patch+yaml',
      query: { fieldManager: 'm', fieldValidation: 'Strict' },
    });
    expect(applied.status).toBe(400);
    expect(applied.json.message).toBe(
      'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 6: key "a" already set in map',
    );
  });

  it('refuse what a patch brings, and show the patch', async () => {
    await served.client.post(DEPLOYMENTS, deployment('patched'));
    const path = `${DEPLOYMENTS}/patched`;
    const query = { fieldValidation: 'Strict' };
    const merged = await served.client.patch(
      path,
      { spec: { foo: 1 } },
      'merge',
      query,
    );
    const strategic = await served.client.patch(
      path,
      { spec: { foo: 1 } },
      'strategic-merge',
      query,
    );
    for (const answer of [merged, strategic]) {
      expect(answer.status).toBe(422);
      expect(answer.json.details.causes[0].field).toBe('patch');
      expect(answer.json.message).toMatch(
        /: strict decoding error: unknown field "spec\.foo"$/,
      );
    }
    expect(strategic.json.message).toBe(
      ' "" is invalid: patch: Invalid value: "map[spec:map[foo:1]]": strict decoding error: unknown field "spec.foo"',
    );
    const twice = await served.client.send('PATCH', path, {
      body: Buffer.from('{"spec":{"replicas":1,"replicas":2}}'),
      type: 'application/merge-patch+json',
      query,
    });
    expect(twice.json.message).toMatch(
      /strict decoding error: duplicate field "spec\.replicas"$/,
    );
    const warned = await served.client.patch(path, { spec: { foo: 1 } });
    expect(warned.headers.warning).toBe('299 - "unknown field \\"spec.foo\\""');
  });

  it('refuse unknown fields of custom kinds, metadata and parts of others too', async () => {
    const cluster: any = databaseCluster('strict', {
      instancez: 1,
      affinity: { tolerations: [{ kee: 'a' }] },
    });
    cluster.metadata.lables = {};
    const strict = await served.client.post(CLUSTERS, cluster, {
      fieldValidation: 'Strict',
    });
    expect(strict.status).toBe(400);
    expect(strict.json.message).toBe(
      'Cluster in version "v1" cannot be handled as a Cluster: strict decoding error: unknown field "metadata.lables", unknown field "spec.affinity.tolerations[0].kee", unknown field "spec.instancez"',
    );
    const applied = await served.client.apply(
      `${CLUSTERS}/strict`,
      'm',
      databaseCluster('strict', { instancez: 1 }),
    );
    expect(applied.status).toBe(500);
    expect(applied.json.message).toBe(
      'failed to create typed patch object (default/strict; postgresql.cnpg.io/v1, Kind=Cluster): .spec.instancez: field not declared in schema',
    );
  });

  it('name the field and the type when the type is wrong', async () => {
    const wrong = async (change: (object: any) => void) => {
      const object = deployment('typed');
      change(object);
      const { json } = await served.client.post(DEPLOYMENTS, object);
      return json.message.replace(
        'Deployment in version "v1" cannot be handled as a Deployment: ',
        '',
      );
    };
    expect(
      await wrong(object => {
        object.spec.replicas = 'x';
      }),
    ).toBe(
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    );
    expect(
      await wrong(object => {
        object.spec.template.spec.containers[0].env = [{ name: 'A', value: 1 }];
      }),
    ).toBe(
      'json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
    );
    expect(
      await wrong(object => {
        object.metadata.labels = { a: true };
      }),
    ).toBe(
      'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string',
    );
    expect(
      await wrong(object => {
        object.spec.template.spec.containers = {};
      }),
    ).toBe(
      'json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container',
    );
    expect(
      await wrong(object => {
        object.spec.template.spec.restartPolicy = 1;
      }),
    ).toBe(
      'json: cannot unmarshal number into Go struct field PodSpec.spec.template.spec.restartPolicy of type v1.RestartPolicy',
    );
  });

  it('name the place in a list of a custom kind', async () => {
    const answer = await served.client.post(
      CLUSTERS,
      databaseCluster('placed', { env: [{ name: 'A' }, { value: 'x' }] }),
    );
    expect(answer.json.message).toContain('spec.env[1].name: Required value');
  });

  it('keep the address of a Service that is written without it', async () => {
    const path = '/api/v1/namespaces/default/services';
    const service = {
      metadata: { name: 'kept' },
      spec: { ports: [{ port: 80 }], clusterIP: '10.43.0.9' },
    };
    await served.client.post(path, service);
    const answer = await served.client.put(`${path}/kept`, {
      metadata: { name: 'kept' },
      spec: { ports: [{ port: 81 }] },
    });
    expect(answer.status).toBe(200);
    expect(answer.json.spec).toMatchObject({
      clusterIP: '10.43.0.9',
      clusterIPs: ['10.43.0.9'],
      ports: [{ port: 81, targetPort: 81 }],
    });
  });

  it('change nothing when an intent is said again in other words', async () => {
    const intent: any = deployment('again');
    intent.spec.template.spec.containers[0].resources = {
      limits: { cpu: '0.5', memory: '1024Mi' },
    };
    const path = `${DEPLOYMENTS}/again`;
    const first = await served.client.apply(path, 'm', intent);
    expect(first.status).toBe(201);
    const again = await served.client.apply(path, 'm', intent);
    expect(again.status).toBe(200);
    expect(again.json.metadata.resourceVersion).toBe(
      first.json.metadata.resourceVersion,
    );
  });
});

describe('protobuf', () => {
  const served = serveForTests();

  /** One field with its bytes: a text, or a message of fields. */
  const field = (number: number, content: string | Buffer[]): Buffer => {
    const bytes =
      typeof content === 'string'
        ? Buffer.from(content)
        : Buffer.concat(content);
    return Buffer.concat([
      Buffer.from([(number << 3) | 2, bytes.length]),
      bytes,
    ]);
  };

  it('brings a ServiceAccount with all its parts, and is checked as JSON is', async () => {
    const envelope = (kind: string, raw: Buffer[]) =>
      Buffer.concat([
        Buffer.from('k8s\0'),
        field(1, [field(1, 'v1'), field(2, kind)]),
        field(2, raw),
      ]);
    const send = (path: string, body: Buffer) =>
      served.client.send('POST', path, {
        body,
        type: 'application/vnd.kubernetes.protobuf',
        accept: 'application/vnd.kubernetes.protobuf,application/json',
      });
    const account = await send(
      '/api/v1/namespaces/default/serviceaccounts',
      envelope('ServiceAccount', [
        field(1, [field(1, 'robot')]),
        field(2, [field(1, 'Secret'), field(3, 'token')]),
        field(3, [field(1, 'registry')]),
      ]),
    );
    expect(account.status).toBe(201);
    expect(account.json).toMatchObject({
      metadata: { name: 'robot' },
      secrets: [{ kind: 'Secret', name: 'token' }],
      imagePullSecrets: [{ name: 'registry' }],
    });
    const wrong = await send(
      '/api/v1/namespaces/default/secrets',
      envelope('Secret', [
        field(1, [field(1, 'wrong')]),
        field(3, 'kubernetes.io/tls'),
      ]),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.json.message).toContain('data[tls.crt]: Required value');
  });
});
