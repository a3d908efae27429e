import { createWriterClients } from '@kasm-portal/backstage-plugin-kasm-node';
import { asked, onCluster } from '../__testUtils__/inMemory';
import {
  InMemoryCluster,
  type Reaction,
} from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { sandboxTarget } from '../__testUtils__/targets';
import { willing } from '../__testUtils__/willingOperators';

function willingCluster(...more: Reaction[]) {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...more, ...willing);
  for (const name of ['kasm', 'database']) {
    cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  return cluster;
}

function putLogin(
  cluster: InMemoryCluster,
  name: string,
  data: Record<string, string>,
  namespace = 'database',
) {
  return cluster.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    data: Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, btoa(value)]),
    ),
  });
}

const existing = {
  ...asked,
  secrets: {
    mode: 'existing',
    credentialsSecret: 'team-login',
    superuserSecret: 'team-superuser',
  },
};

describe('secrets: existing', () => {
  it('copies what is there to Kasm and leaves it alone', async () => {
    const cluster = willingCluster();
    const mine = putLogin(cluster, 'team-login', {
      username: 'kasmapp',
      password: 'CanaryOne',
    });
    putLogin(cluster, 'team-superuser', {
      username: 'postgres',
      password: 'CanaryTwo',
    });
    const run = await runAction(existing, onCluster(cluster));
    expect(run.error).toBeUndefined();
    expect(cluster.find('Secret', 'team-login', 'database')).toEqual(mine);
    expect(cluster.find('Secret', 'team-login', 'kasm')?.data).toEqual(
      mine.data,
    );
    // only while the database was initialised
    expect(cluster.find('Secret', 'team-superuser', 'kasm')).toBeUndefined();
    expect(JSON.stringify([run.log, run.outputs])).not.toContain('Canary');
  });

  it.each([
    ['is not there', undefined, 'Secret database/team-login'],
    ['misses a key', { username: 'kasmapp' }, 'password'],
    [
      'is for somebody else',
      { username: 'root', password: 'Canary' },
      'username',
    ],
  ])('refuses one that %s, by its name', async (_, data, word) => {
    const cluster = willingCluster();
    if (data) {
      putLogin(cluster, 'team-login', data as Record<string, string>);
    }
    putLogin(cluster, 'team-superuser', {
      username: 'postgres',
      password: 'Canary',
    });
    const run = await runAction(existing, onCluster(cluster));
    expect(run.error?.message).toContain('team-login');
    expect(run.error?.message).toContain(word);
    expect(cluster.find('Secret', 'team-login', 'kasm')).toBeUndefined();
    expect(JSON.stringify([run.log, run.error?.message])).not.toContain(
      'Canary',
    );
  });
});

const fromStore = {
  ...asked,
  secrets: {
    mode: 'externalSecrets',
    store: { name: 'vault' },
    credentialsPath: 'kasm/database',
    superuserPath: 'kasm/superuser',
  },
};

/** External Secrets Operator: fills a Secret of the ExternalSecret's name. */
const fills: Reaction = (object, cluster) => {
  if (object.kind !== 'ExternalSecret') {
    return;
  }
  const { target } = object.spec as { target?: { name?: string } };
  const { namespace } = object.metadata;
  const name = target?.name ?? object.metadata.name;
  cluster.status(object, { conditions: [{ type: 'Ready', status: 'True' }] });
  putLogin(
    cluster,
    name,
    {
      username: name.includes('superuser') ? 'postgres' : 'kasmapp',
      password: 'CanaryOfTheStore',
    },
    namespace,
  );
};

describe('secrets: externalSecrets', () => {
  const withStore = (...more: Reaction[]) => {
    const cluster = willingCluster(...more);
    cluster.served['external-secrets.io/v1'] = ['externalsecrets'];
    cluster.put({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: 'vault' },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    return cluster;
  };

  it('waits for the store and makes no password of its own', async () => {
    const cluster = withStore(fills);
    const run = await runAction(fromStore, onCluster(cluster));
    expect(run.error).toBeUndefined();
    for (const namespace of ['database', 'kasm']) {
      const { data } = cluster.find(
        'Secret',
        'kasm-pg-credentials',
        namespace,
      )!;
      expect(atob((data as any).password)).toBe('CanaryOfTheStore');
    }
    // what would fill Kasm's copy of the superuser again is gone too
    expect(
      cluster.find('ExternalSecret', 'kasm-pg-superuser-secret', 'kasm'),
    ).toBeUndefined();
    expect(JSON.stringify([run.log, run.outputs])).not.toContain('Canary');
  });

  it("fails with the store's own words", async () => {
    const cluster = withStore((object, here) => {
      if (object.kind === 'ExternalSecret') {
        here.status(object, {
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              message: 'no secret at path kasm/database',
            },
          ],
        });
      }
    });
    const run = await runAction(
      { ...fromStore, deadlines: { secrets: 1 } },
      onCluster(cluster),
    );
    expect(run.error?.message).toContain('no secret at path kasm/database');
    expect(run.error?.message).toContain('describe externalsecrets');
  });
});

describe('secrets: generate', () => {
  it('ends with one value when two create at once', async () => {
    const target = await sandboxTarget();
    const input = {
      ...asked,
      name: 'test-twice',
      domain: target.domain,
      database: { namespace: 'test-twice-db', instances: 1 },
      namespace: 'test-twice',
    };
    const clients = createWriterClients(target.config);
    const runs = await Promise.all(
      ['first', 'second'].map(task =>
        runAction(input, { config: target.config, clients }, { task }),
      ),
    );
    await clients.close();
    expect(runs.filter(({ error }) => !error).length).toBeGreaterThan(0);
    const values = await Promise.all(
      ['test-twice', 'test-twice-db'].map(async namespace => {
        const secret = await target.admin.get(
          {
            apiVersion: 'v1',
            plural: 'secrets',
            kind: 'Secret',
            namespaced: true,
          },
          'test-twice-pg-credentials',
          { namespace },
        );
        return (secret.data as any).password;
      }),
    );
    await target.stop();
    expect(values[0]).toBe(values[1]);
  }, 60_000);

  it('leaves the superuser out of Kasm when the owner initialises', async () => {
    const cluster = willingCluster();
    const seen: string[] = [];
    cluster.reactions.push(({ kind, metadata }) => {
      if (kind === 'Secret') {
        seen.push(`${metadata.namespace}/${metadata.name}`);
      }
    });
    const run = await runAction(
      { ...asked, database: { initialiseAs: 'owner' } },
      onCluster(cluster),
    );
    expect(run.error).toBeUndefined();
    expect(seen).toContain('kasm/kasm-pg-credentials');
    expect(seen).not.toContain('kasm/kasm-pg-superuser-secret');
  });

  it('keeps it there only when told to, and says so', async () => {
    const cluster = willingCluster();
    const run = await runAction(
      { ...asked, database: { keepSuperuser: true } },
      onCluster(cluster),
    );
    expect(run.error).toBeUndefined();
    expect(
      cluster.find('Secret', 'kasm-pg-superuser-secret', 'kasm'),
    ).toBeDefined();
    expect(run.log.join('\n')).toContain('owns the database');
  });
});
