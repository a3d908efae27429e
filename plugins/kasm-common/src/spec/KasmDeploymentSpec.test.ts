import { kasmDeploymentSpec } from './KasmDeploymentSpec';
import { deploymentNames } from './deploymentNames';
import { specProblems } from './descriptor';
import { permissiveJsonSchema } from './specJsonSchema';

const asked = {
  cluster: 'rke2',
  owner: 'group:default/platform-engineers',
  domain: 'example.com',
};

function problems(input: unknown): string[] {
  const parsed = kasmDeploymentSpec.safeParse(input);
  return parsed.success ? [] : specProblems(parsed.error);
}

describe('kasmDeploymentSpec', () => {
  it('fills in the documented platform', () => {
    expect(deploymentNames(kasmDeploymentSpec.parse(asked))).toMatchObject({
      ref: 'rke2/kasm',
      release: 'kasm',
      namespace: 'kasm',
      databaseNamespace: 'database',
      databaseCluster: 'kasm-pg',
      credentialsSecret: 'kasm-pg-credentials',
      superuserSecret: 'kasm-pg-superuser-secret',
      scheduledBackup: 'kasm-pg-daily',
      host: 'kasm.example.com',
      tlsSecret: 'kasm-example-com-tls',
      adminSecret: 'kasm-secrets',
    });
  });

  it('lists every problem at once, those between fields too', () => {
    expect(
      problems({
        ...asked,
        name: 'Kasm!',
        domain: 'nodots',
        size: 'huge',
        database: { instances: 0, storageSize: '20' },
        certificate: { duration: '10h', renewBefore: '9h' },
        agents: { cluster: 'harvester' },
        surprise: true,
      }).map(problem => problem.split(':')[0]),
    ).toEqual(
      expect.arrayContaining([
        'name',
        'domain',
        'size',
        'database.instances',
        'database.storageSize',
        'certificate.renewBefore',
        'agents',
      ]),
    );
  });

  it.each([
    ['no owner', { ...asked, owner: undefined }, 'owner'],
    ['a key that is not known', { ...asked, domian: 'x' }, 'domian'],
    [
      'a schedule with five fields',
      {
        ...asked,
        database: {
          backups: {
            method: 'plugin',
            schedule: '45 2 * * *',
            destinationPath: 's3://b',
            credentialsSecret: 'c',
          },
        },
      },
      'six fields',
    ],
    ['an address as a domain', { ...asked, domain: '10.0.0.1' }, 'domain'],
    ['a trailing dot', { ...asked, domain: 'example.com.' }, 'domain'],
    ['a domain that is not ASCII', { ...asked, domain: 'bücher.de' }, 'domain'],
    ['a title that turns text round', { ...asked, title: 'a\u202eb' }, 'title'],
    [
      'a node label that is no label',
      { ...asked, nodeSelector: JSON.parse('{"__proto__": "x"}') },
      'label key',
    ],
    [
      'a superuser from nowhere',
      { ...asked, secrets: { mode: 'existing', credentialsSecret: 'mine' } },
      'superuserSecret',
    ],
    [
      'one Secret for two logins',
      {
        ...asked,
        secrets: {
          mode: 'existing',
          credentialsSecret: 'mine',
          superuserSecret: 'mine',
        },
      },
      'another Secret',
    ],
    [
      'a path that climbs',
      {
        ...asked,
        secrets: {
          mode: 'externalSecrets',
          store: { name: 'vault' },
          credentialsPath: 'kasm/../root',
          superuserPath: 'a',
        },
      },
      'credentialsPath',
    ],
  ])('refuses %s', (_, input, word) => {
    expect(problems(input).join('; ')).toContain(word);
  });

  it('asks for no superuser where the owner initialises', () => {
    expect(
      problems({
        ...asked,
        database: { initialiseAs: 'owner' },
        secrets: { mode: 'existing', credentialsSecret: 'mine' },
      }),
    ).toEqual([]);
  });

  it('survives nonsense of every type', () => {
    for (const nonsense of [null, 1, 'x', [], { agents: 1, certificate: [] }]) {
      expect(problems(nonsense).length).toBeGreaterThan(0);
    }
  });
});

describe('permissiveJsonSchema', () => {
  const schema = permissiveJsonSchema(kasmDeploymentSpec);

  it('says names, types and defaults', () => {
    expect(schema.properties?.name).toMatchObject({
      type: 'string',
      default: 'kasm',
    });
    expect(schema.properties?.database.properties?.instances).toMatchObject({
      type: 'integer',
      default: 3,
    });
  });

  it('knows a map as a map', () => {
    expect(schema.properties?.nodeSelector).toMatchObject({
      type: 'object',
      default: { 'workload-type': 'general' },
    });
  });

  it('leaves refusing to the action', () => {
    const text = JSON.stringify(schema);
    for (const keyword of ['pattern', 'required', 'additionalProperties']) {
      expect(text).not.toContain(`"${keyword}"`);
    }
  });
});
