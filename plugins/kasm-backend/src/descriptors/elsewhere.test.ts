import { startSandbox, type Sandbox } from 'sandbox';
import {
  eventually,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';

// A cold start compiles half of Backstage.
jest.setTimeout(60_000);

const RBAC = 'rbac.authorization.k8s.io/v1';

describe('a descriptor outside the system namespace', () => {
  let sandbox: Sandbox;
  let portal: Portal | undefined;

  beforeAll(async () => {
    sandbox = await startSandbox({
      ports: { rke2: 0, harvester: 0, kasm: 0, control: 0 },
    });
    const { store } = sandbox.clusters.rke2;
    const real = store.get(
      'configmaps',
      'kasm-portal',
      'workspaces-descriptor',
    );
    const spec = JSON.parse(real!.data['descriptor.json']).spec;
    store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'mine-descriptor',
        namespace: 'kasm',
        labels: { 'kasm-portal/deployment': 'mine' },
      },
      data: {
        'descriptor.json': JSON.stringify({
          version: 1,
          state: 'active',
          spec: { ...spec, name: 'mine', namespace: 'kube-system' },
        }),
      },
    });
  });
  afterEach(async () => {
    await portal?.stop();
    portal = undefined;
  });
  afterAll(async () => {
    await sandbox?.stop();
  });

  const list = async () => {
    portal ??= await startPortal({ sandbox });
    return (await portal.get('/v1/deployments')).body;
  };
  const refs = ({ items }: { items: Array<{ ref: string }> }) =>
    items.map(({ ref }) => ref);

  it('is not seen with the rights that the portal ships', async () => {
    const body = await eventually(list, ({ items }) => items.length > 0);
    expect(refs(body)).toEqual(['rke2/workspaces']);
    expect(body.clusters.rke2).not.toHaveProperty('elsewhere');
  });

  it('is ignored and counted with more', async () => {
    const { store } = sandbox.clusters.rke2;
    const metadata = { name: 'too-much' };
    store.create({
      apiVersion: RBAC,
      kind: 'ClusterRole',
      metadata,
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }],
    });
    store.create({
      apiVersion: RBAC,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'too-much',
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'kasm-portal-reader',
          namespace: 'kasm-portal',
        },
      ],
    });
    const body = await eventually(
      list,
      ({ items, clusters }) =>
        items.length > 0 && clusters.rke2.elsewhere !== undefined,
    );
    expect(refs(body)).toEqual(['rke2/workspaces']);
    expect(body.clusters.rke2.elsewhere).toBe(1);
  });
});
