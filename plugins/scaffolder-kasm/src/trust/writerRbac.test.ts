import { mockServices } from '@backstage/backend-test-utils';
import {
  createWriterClients,
  readKasmConfig,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { startSandbox, type Sandbox } from 'sandbox';
import {
  dyingClients,
  type CountedRequest,
} from '../__testUtils__/dyingClients';
import { runAction, type ActionRun } from '../__testUtils__/runAction';
import { kasmActions } from '../kasmActions';
import {
  applyAll,
  grantsOf,
  inWords,
  manifestsOf,
  uses,
} from './__testUtils__/writerRules';

const documents = manifestsOf('writer-rbac.yaml');

/**
 * Rights that the runs below do not come by, and when they are used.
 */
const REASONS: Array<[RegExp, string]> = [
  [
    / kube-dns in kube-system$/,
    'the DNS Service of clusters that are not RKE2; the chart of 1.19 has to be told',
  ],
  [/ rke2-coredns-rke2-coredns in kube-system$/, 'likewise on RKE2'],
  [
    /^get deployments\.apps rke2-traefik in kube-system$/,
    'Traefik that does not run as a DaemonSet',
  ],
  [
    /^get customresourcedefinitions.* serverstransports\.traefik\.io$/,
    'how this Traefik takes CAs, with verifyBackend',
  ],
  [
    /^(get|list) storageclasses/,
    'the default one is looked for, or the one that the spec names',
  ],
  [/^get pods\/log in/, 'read when something fails'],
  [
    /^list events in/,
    'asked when a pod fits on no node: an autoscaler may bring one',
  ],
  [
    /^delete jobs\.batch in kasm$/,
    'a Job of the database that is done is removed before the release is changed, one that failed before it is run again',
  ],
  [
    /^delete jobs\.batch helm-install-kasm in kasm-portal$/,
    'Helm that failed in an earlier run is started again',
  ],
];

/** The life of the documented deployment, with nothing but what the file grants. */
describe('manifests/writer-rbac.yaml', () => {
  jest.setTimeout(120_000);
  let sandbox: Sandbox;
  const runs: Array<ActionRun & { id: string }> = [];
  const requests: CountedRequest[] = [];

  function configFor(token: string) {
    const credential = {
      server: sandbox.clusters.rke2.url,
      ca: sandbox.ca,
      token,
    };
    return readKasmConfig(
      mockServices.rootConfig({
        data: {
          kasm: {
            allowSandboxTokens: true,
            clusters: [
              {
                name: 'rke2',
                roles: ['controlPlane'],
                namespaces: ['kasm', 'database'],
                domains: [sandbox.domain],
                ingress: {
                  port: sandbox.kasmPort,
                  address: '127.0.0.1',
                  ca: sandbox.ca,
                },
                reader: credential,
                writer: credential,
              },
            ],
          },
        },
      }),
    )!;
  }

  async function run(id: string, input: object) {
    const config = configFor('sandbox-writer');
    const process = dyingClients(createWriterClients(config));
    const done = await runAction(
      { cluster: 'rke2', name: 'kasm', ...input },
      { config, clients: process.clients, pollInterval: 25 },
      {
        task: `task of ${id}`,
        action: services =>
          kasmActions(services).find(action => action.id === id)!,
      },
    );
    await process.clients.close();
    requests.push(...process.requests);
    runs.push({ ...done, id });
  }

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
      // the file has the name of its certificate
      domain: 'example.com',
      speed: 50,
      seeded: false,
    });
    const { store } = sandbox.clusters.rke2;
    store.delete(
      'clusterrolebindings.rbac.authorization.k8s.io',
      undefined,
      'sandbox-any-namespace-writer',
    );
    const admins = createWriterClients(configFor('sandbox-admin'));
    await applyAll(admins.client('rke2'), documents);
    await admins.close();
    store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'backup', namespace: 'database' },
      data: { ACCESS_KEY_ID: btoa('key'), ACCESS_SECRET_KEY: btoa('secret') },
    });
    const spec = {
      owner: 'group:default/platform-engineers',
      domain: 'example.com',
      database: {
        backups: {
          method: 'plugin',
          destinationPath: 's3://bucket/kasm',
          credentialsSecret: 'backup',
        },
      },
    };
    await run('kasm:deployment:plan', spec);
    await run('kasm:deployment:create', spec);
    await run('kasm:deployment:update', {
      ingress: { backend: 'http' },
      size: 'medium',
    });
    await run('kasm:deployment:restart', { components: ['api'] });
    await run('kasm:deployment:delete', { force: true });
    await run('kasm:deployment:create', {
      ...spec,
      size: 'medium',
      ingress: { backend: 'http' },
    });
    await run('kasm:deployment:delete', {
      force: true,
      deleteData: true,
      deleteBackups: true,
      confirmName: 'kasm',
    });
  });
  afterAll(() => sandbox?.stop());

  it('suffices for all that a deployment goes through', () => {
    expect(runs.map(({ id, error }) => [id, error?.message])).toEqual(
      runs.map(({ id }) => [id, undefined]),
    );
    expect(runs.flatMap(({ log }) => log).join('\n')).not.toMatch(
      /may not (be looked at|see)|forbidden|misses rights/,
    );
    expect(
      sandbox.clusters.rke2.store
        .list('secrets', { namespace: 'database' })
        .map(({ metadata }) => metadata.name),
    ).toEqual(['backup']);
  });

  it('grants nothing that is not used or has its reason', () => {
    const unused = grantsOf(documents)
      .filter(grant => !requests.some(request => uses(request, grant)))
      .map(inWords)
      .filter(words => !REASONS.some(([pattern]) => pattern.test(words)));
    expect(unused).toEqual([]);
  });

  it('has no reason that is not needed any more', () => {
    const granted = grantsOf(documents).map(inWords);
    expect(
      REASONS.filter(
        ([pattern]) => !granted.some(words => pattern.test(words)),
      ),
    ).toEqual([]);
  });
});
