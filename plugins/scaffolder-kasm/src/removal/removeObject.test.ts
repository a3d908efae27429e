import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import {
  realTarget,
  sandboxTarget,
  type Target,
} from '../__testUtils__/targets';
import { Progress } from '../run/progress';
import { WriteRecord } from '../run/WriteRecord';
import { RemovalReport } from './RemovalReport';
import {
  lookAt,
  removeLive,
  removeObject,
  type Removing,
} from './removeObject';

/** The sandbox always, and a real API server where KASM_REAL_KUBECONFIG names its kubeconfig. */
const real = process.env.KASM_REAL_KUBECONFIG;
const TARGETS: Array<[string, () => Promise<Target>]> = [
  ['the sandbox', sandboxTarget],
  ...(real
    ? [
        ['a real API server', () => realTarget(real)] as [
          string,
          () => Promise<Target>,
        ],
      ]
    : []),
];

const NAMESPACE = `test-removal-${Date.now().toString(36)}`;

describe.each(TARGETS)('removeObject on %s', (_, start) => {
  jest.setTimeout(60_000);
  let target: Target;
  let log: string[];

  beforeAll(async () => {
    target = await start();
    await target.admin.create(resources.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
  });
  beforeEach(() => {
    log = [];
  });
  afterAll(() => target?.stop());

  function removing(more: Partial<Removing> = {}): Removing {
    const say = (line: string) => {
      log.push(line);
    };
    return {
      client: target.admin,
      spec: { name: 'kasm' },
      cluster: { name: 'rke2' },
      report: new RemovalReport('rke2'),
      progress: new Progress({ info: say, warn: say }),
      written: new WriteRecord(),
      signal: new AbortController().signal,
      dryRun: false,
      pollInterval: 20,
      deadlines: { removal: 1 },
      ...more,
    } as Removing;
  }

  async function put(name: string, metadata: object = {}) {
    const secret: KubeObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name,
        namespace: NAMESPACE,
        labels: { [DEPLOYMENT_LABEL]: 'kasm' },
        ...metadata,
      },
      stringData: { password: 'Canary' },
    };
    const stored = await target.admin.create(resources.secrets, secret);
    return {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: NAMESPACE,
      name,
      uid: stored.metadata.uid!,
    };
  }

  const find = (name: string) =>
    lookAt(removing(), resources.secrets, { name, namespace: NAMESPACE });

  it('removes what is ours, once, and says so', async () => {
    const entry = await put('ours');
    const run = removing();
    expect(await removeObject(run, entry)).toBe('ours');
    expect(await find('ours')).toBeUndefined();
    expect(await removeObject(run, entry)).toBe('gone');
    expect(log).toEqual([`Secret ${NAMESPACE}/ours removed`]);
    expect(run.report.allRemoved()).toEqual([`Secret ${NAMESPACE}/ours`]);
  });

  it('removes what was announced and never seen stored', async () => {
    const entry = await put('announced');
    expect(await removeObject(removing(), { ...entry, uid: '' })).toBe('ours');
    expect(await find('announced')).toBeUndefined();
  });

  it.each([
    ['has no label', { labels: {} }, undefined, 'not made by the portal'],
    [
      'has the label of another deployment',
      { labels: { [DEPLOYMENT_LABEL]: 'other' } },
      undefined,
      'belongs to the deployment other',
    ],
    [
      'was made again by somebody',
      {},
      '00000000-0000-0000-0000-000000000000',
      'made it again',
    ],
  ])('leaves alone what %s', async (_what, metadata, uid, why) => {
    const name = `foreign-${why.length}`;
    const entry = await put(name, metadata);
    const run = removing();
    const named = { ...entry, uid: uid ?? entry.uid };
    expect(await removeObject(run, named)).toBe('foreign');
    expect(await find(name)).toBeDefined();
    expect(run.report.keptOutput()).toEqual([
      {
        object: `Secret ${NAMESPACE}/${name}`,
        why: expect.stringContaining(why),
        remove: `kubectl --context rke2 -n ${NAMESPACE} delete secrets ${name}`,
      },
    ]);
  });

  it('leaves alone what took the place of ours while it looked', async () => {
    const entry = await put('swapped');
    const uid = '00000000-0000-0000-0000-000000000000';
    expect(await removeLive(removing(), entry, uid)).toBe('foreign');
    expect(await find('swapped')).toBeDefined();
  });

  it('names what holds an object that does not go', async () => {
    const entry = await put('held', { finalizers: ['example.com/held'] });
    await expect(removeObject(removing(), entry)).rejects.toThrow(
      /Secret .*held was not gone within 1 s: is being removed, held by example.com\/held/,
    );
    await target.admin.mergePatch(
      resources.secrets,
      'held',
      { metadata: { finalizers: null } },
      { namespace: NAMESPACE },
    );
    expect(await find('held')).toBeUndefined();
  });

  it('removes nothing in a dry run', async () => {
    const entry = await put('tried');
    const run = removing({ dryRun: true });
    await removeObject(run, entry);
    expect(await find('tried')).toBeDefined();
    expect(log).toEqual([`Secret ${NAMESPACE}/tried would be removed`]);
  });

  it('never has what a Secret holds', async () => {
    await put('canary');
    const seen = await find('canary');
    expect(seen?.metadata.name).toBe('canary');
    expect(JSON.stringify(seen)).not.toContain(btoa('Canary'));
  });
});
