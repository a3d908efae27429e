import { parseDescriptor } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { asked, onCluster } from '../__testUtils__/inMemory';
import { InMemoryCluster } from '../__testUtils__/InMemoryCluster';
import { runAction } from '../__testUtils__/runAction';
import { planDeploymentAction } from '../plan/planDeploymentAction';
import { rollbackDeploymentAction } from '../rollback/rollbackDeploymentAction';
import { clearing } from '../__testUtils__/clearingOperators';
import { willing } from '../__testUtils__/willingOperators';

const LABEL = 'kasm-portal/deployment';

function willingCluster() {
  const cluster = new InMemoryCluster('vault-issuer');
  cluster.reactions.push(...willing);
  return cluster;
}

const descriptorOf = (cluster: InMemoryCluster) => {
  const map = cluster.find('ConfigMap', 'kasm-descriptor', 'kasm-portal');
  const parsed = parseDescriptor(map?.data as Record<string, string>);
  return 'descriptor' in parsed ? parsed.descriptor : undefined;
};

/** Kasm as people install it by hand with the platform's own files: no label of ours anywhere. */
async function installedByHand(annotations: Record<string, string> = {}) {
  const cluster = willingCluster();
  await runAction(asked, onCluster(cluster));
  const chart = cluster.find('HelmChart', 'kasm', 'kasm-portal')!;
  const values = JSON.parse((chart.spec as any).valuesContent);
  cluster.objects.delete('HelmChart/kasm-portal/kasm');
  cluster.objects.delete('Job/kasm-portal/helm-install-kasm');
  cluster.objects.delete('ConfigMap/kasm-portal/kasm-descriptor');
  cluster.reactions.length = 0;
  for (const object of cluster.objects.values()) {
    delete object.metadata.labels?.[LABEL];
    if (object.kind === 'Deployment' && object.metadata.namespace === 'kasm') {
      object.metadata.labels!['helm.sh/chart'] = 'kasm-1.1181.1';
      object.metadata.annotations = annotations;
    }
  }
  cluster.reactions.push(...willing);
  return { cluster, values };
}

/** Every object but its labels, by name. */
const contents = (cluster: InMemoryCluster) =>
  new Map(
    [...cluster.objects.entries()].map(([key, { metadata: _, ...rest }]) => [
      key,
      JSON.stringify(rest),
    ]),
  );

describe('adopt: watch', () => {
  it.each([
    ['helm', { 'meta.helm.sh/release-name': 'kasm' }],
    [
      'argocd',
      {
        'meta.helm.sh/release-name': 'kasm',
        'argocd.argoproj.io/tracking-id': 'kasm:apps/Deployment',
      },
    ],
    ['unknown', {}],
  ])('writes a descriptor and nothing else (%s)', async (manager, marks) => {
    const { cluster } = await installedByHand(marks as Record<string, string>);
    const before = contents(cluster);
    const run = await runAction(
      { ...asked, adopt: 'watch' },
      onCluster(cluster),
    );
    expect(run.error).toBeUndefined();
    expect(descriptorOf(cluster)).toMatchObject({
      state: 'active',
      delivery: 'external',
      externalManager: manager,
      created: [],
    });
    const after = contents(cluster);
    after.delete('ConfigMap/kasm-portal/kasm-descriptor');
    expect(after).toEqual(before);
  });

  it('writes nothing the second time', async () => {
    const { cluster } = await installedByHand();
    await runAction({ ...asked, adopt: 'watch' }, onCluster(cluster));
    const version = () =>
      cluster.find('ConfigMap', 'kasm-descriptor', 'kasm-portal')?.metadata
        .resourceVersion;
    const before = version();
    await runAction({ ...asked, adopt: 'watch' }, onCluster(cluster), {
      task: 'another',
    });
    expect(version()).toBe(before);
  });

  it('plans to change no object', async () => {
    const { cluster } = await installedByHand();
    const before = contents(cluster);
    const run = await runAction(
      { ...asked, adopt: 'watch' },
      onCluster(cluster),
      { action: planDeploymentAction },
    );
    expect(run.error).toBeUndefined();
    expect(run.outputs).toEqual({
      ref: 'rke2/kasm',
      plan: [],
      counts: { create: 0, change: 0, unchanged: 0, remove: 0 },
    });
    expect(contents(cluster)).toEqual(before);
  });

  it('says when there is nothing to watch, and which release is there', async () => {
    const empty = willingCluster();
    empty.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'kasm-portal' },
    });
    const none = await runAction(
      { ...asked, adopt: 'watch' },
      onCluster(empty),
    );
    expect(none.error?.message).toContain('no Kasm in namespace kasm');

    const { cluster } = await installedByHand();
    const other = await runAction(
      { ...asked, adopt: 'watch', name: 'other', namespace: 'kasm' },
      onCluster(cluster),
    );
    expect(other.error?.message).toContain('set release: kasm');
    expect(descriptorOf(cluster)).toBeUndefined();
  });
});

describe('adopt: takeOver', () => {
  it('changes labels only, adds the HelmChart, and never initialises', async () => {
    const { cluster, values } = await installedByHand({
      'meta.helm.sh/release-name': 'kasm',
    });
    const before = contents(cluster);
    const run = await runAction(
      { ...asked, adopt: 'takeOver', currentValues: values },
      onCluster(cluster),
    );
    expect(run.error).toBeUndefined();
    const after = contents(cluster);
    const kept = [...before].filter(([key]) => !/^(Job|ConfigMap)\//.test(key));
    expect(kept.map(([key]) => [key, after.get(key)])).toEqual(kept);
    const chart = cluster.find('HelmChart', 'kasm', 'kasm-portal');
    expect(JSON.parse((chart?.spec as any).valuesContent).dbManagement).toEqual(
      { initialize: false },
    );
    expect(
      cluster.find('Cluster', 'kasm-pg', 'database')?.metadata.labels,
    ).toMatchObject({ [LABEL]: 'kasm' });
    const descriptor = descriptorOf(cluster);
    expect(descriptor).toMatchObject({
      state: 'active',
      delivery: 'helmchart',
    });
    const entry = (kind: string) =>
      descriptor?.created.find(created => created.kind === kind);
    // no rollback of this task may uninstall what somebody else installed
    expect(entry('HelmChart')?.uid).toBeTruthy();
    expect(entry('HelmChart')?.task).toBeUndefined();
    expect(entry('Cluster')?.uid).toBeTruthy();
    expect(entry('Cluster')?.task).toBeUndefined();
  });

  it.each<[string, (cluster: InMemoryCluster) => object, string]>([
    [
      'without its values',
      () => ({ currentValues: undefined }),
      'get values kasm',
    ],
    [
      'with other values',
      () => ({ currentValues: { deploymentSize: 'large' } }),
      'its Helm values differ in',
    ],
    [
      'whose database would change',
      () => ({ database: { instances: 2 } }),
      'Cluster database/kasm-pg would change (spec.instances: 3 becomes 2',
    ],
    [
      'without its certificate',
      cluster => {
        cluster.objects.delete('Certificate/kasm/kasm-example-com-tls');
        return {};
      },
      'Certificate kasm/kasm-example-com-tls is not there and would be new',
    ],
    [
      'of another chart',
      cluster => {
        for (const { kind, metadata } of cluster.objects.values()) {
          if (kind === 'Deployment' && metadata.namespace === 'kasm') {
            metadata.labels!['helm.sh/chart'] = 'kasm-1.1170.0';
          }
        }
        return {};
      },
      'it is of chart kasm-1.1170.0',
    ],
    [
      'that does not run',
      cluster => {
        cluster.status(
          cluster.find('Deployment', 'kasm-api-deployment', 'kasm')!,
          {},
        );
        return {};
      },
      'not all of it runs (api)',
    ],
  ])('refuses one %s, and changes nothing', async (_, spoil, word) => {
    const { cluster, values } = await installedByHand();
    const more = spoil(cluster);
    const before = contents(cluster);
    const run = await runAction(
      { ...asked, adopt: 'takeOver', currentValues: values, ...more },
      onCluster(cluster),
    );
    expect(run.error?.message).toContain(word);
    expect(run.error?.message).toContain('Nothing was changed');
    expect(contents(cluster)).toEqual(before);
  });

  it('refuses what Argo CD would undo', async () => {
    const { cluster, values } = await installedByHand({
      'argocd.argoproj.io/tracking-id': 'x',
    });
    const run = await runAction(
      { ...asked, adopt: 'takeOver', currentValues: values },
      onCluster(cluster),
    );
    expect(run.error?.message).toContain('--cascade=false');
  });

  describe('that fails after its HelmChart was written', () => {
    const COMMAND =
      'annotate helmcharts.helm.cattle.io kasm helmcharts.helm.cattle.io/unmanaged=true && ';

    /** The helm-controller uninstalls what its HelmChart stood for. */
    async function failing() {
      const { cluster, values } = await installedByHand();
      cluster.reactions.push((object, here) => {
        if (object.kind === 'HelmChart') {
          here.failures.set('apply IngressRoute', new Error('is away'));
        }
      });
      cluster.removals.push(...clearing);
      return {
        cluster,
        input: { ...asked, adopt: 'takeOver', currentValues: values },
      };
    }
    const runs = (cluster: InMemoryCluster) =>
      [
        cluster.find('HelmChart', 'kasm', 'kasm-portal'),
        cluster.find('Deployment', 'kasm-api-deployment', 'kasm'),
        cluster.find('Cluster', 'kasm-pg', 'database'),
      ].map(object => object?.metadata.uid);

    it('stays as it is in a rollback, which says how to disown it', async () => {
      const { cluster, input } = await failing();
      const run = await runAction(input, onCluster(cluster));
      expect(run.error?.message).toContain('is away');
      const before = runs(cluster);
      expect(before).not.toContain(undefined);
      for (const isDryRun of [true, false]) {
        const undone = await runAction(
          { cluster: 'rke2', name: 'kasm', deleteData: true },
          onCluster(cluster),
          { action: rollbackDeploymentAction, isDryRun },
        );
        expect(undone.error).toBeUndefined();
        expect(undone.outputs.state).toBe('creating');
        expect(undone.outputs.removed).not.toContain(
          'HelmChart kasm-portal/kasm',
        );
        expect(undone.outputs.kept).toContainEqual({
          object: 'HelmChart kasm-portal/kasm',
          why: expect.stringContaining('would uninstall that Kasm'),
          remove: expect.stringContaining(COMMAND),
        });
        expect(runs(cluster)).toEqual(before);
      }
      expect(descriptorOf(cluster)?.created).toContainEqual(
        expect.objectContaining({ kind: 'HelmChart' }),
      );
    });

    it('is not told to be deleted', async () => {
      const { cluster, input } = await failing();
      const { log } = await runAction(input, onCluster(cluster));
      const commands = log.slice(
        log.findIndex(line => line.startsWith('To remove what was made')),
      );
      expect(commands.join('\n')).toContain(COMMAND);
      expect(commands.join('\n')).not.toMatch(
        /delete (clusters|certificates|secret|ingressroutes)/,
      );
    });

    it('stays as it is when its cancelled task is undone', async () => {
      const { cluster, input } = await failing();
      const cancel = new AbortController();
      const run = await runAction(
        { ...input, onCancel: 'rollback' },
        onCluster(cluster),
        {
          signal: cancel.signal,
          onLine: line => {
            if (line === 'HelmChart kasm-portal/kasm created') {
              cancel.abort();
            }
          },
        },
      );
      expect(run.error?.message).toContain('was cancelled');
      expect(runs(cluster)).not.toContain(undefined);
      expect(run.log.join('\n')).toContain(COMMAND);
    });
  });

  it('is not undone by a rollback once it is complete', async () => {
    const { cluster, values } = await installedByHand();
    await runAction(
      { ...asked, adopt: 'takeOver', currentValues: values },
      onCluster(cluster),
    );
    const before = contents(cluster);
    const undone = await runAction(
      { cluster: 'rke2', name: 'kasm', deleteData: true },
      onCluster(cluster),
      { action: rollbackDeploymentAction },
    );
    expect(undone.outputs).toMatchObject({ state: 'active', removed: [] });
    expect(contents(cluster)).toEqual(before);
  });

  it('takes over what was only watched before', async () => {
    const { cluster, values } = await installedByHand();
    await runAction({ ...asked, adopt: 'watch' }, onCluster(cluster));
    const run = await runAction(
      { ...asked, adopt: 'takeOver', currentValues: values },
      onCluster(cluster),
    );
    expect(run.error).toBeUndefined();
    expect(descriptorOf(cluster)?.delivery).toBe('helmchart');
    expect(descriptorOf(cluster)?.externalManager).toBeUndefined();
  });
});

describe('a retired deployment', () => {
  async function retired() {
    const cluster = willingCluster();
    await runAction(asked, onCluster(cluster), { task: 'old' });
    const descriptor = descriptorOf(cluster)!;
    const map = cluster.find('ConfigMap', 'kasm-descriptor', 'kasm-portal')!;
    for (const key of [
      'HelmChart/kasm-portal/kasm',
      'IngressRoute/kasm/kasm',
      'Job/kasm-portal/helm-install-kasm',
      'Job/kasm/kasm-db-init-job',
    ]) {
      cluster.objects.delete(key);
    }
    for (const [key, { kind, metadata }] of cluster.objects) {
      if (kind === 'Deployment' && metadata.namespace === 'kasm') {
        cluster.objects.delete(key);
      }
    }
    cluster.put({
      ...map,
      data: {
        'descriptor.json': JSON.stringify({
          ...descriptor,
          state: 'retired',
          retiredAt: '2026-11-22T12:00:00Z',
        }),
      },
    });
    return cluster;
  }

  it('comes back with its data and its passwords, and is not initialised', async () => {
    const cluster = await retired();
    const before = ['database', 'kasm'].map(namespace =>
      cluster.find('Secret', 'kasm-pg-credentials', namespace),
    );
    const run = await runAction(asked, onCluster(cluster), { task: 'new' });
    expect(run.error).toBeUndefined();
    expect(
      ['database', 'kasm'].map(namespace =>
        cluster.find('Secret', 'kasm-pg-credentials', namespace),
      ),
    ).toEqual(before);
    const chart = cluster.find('HelmChart', 'kasm', 'kasm-portal');
    expect(JSON.parse((chart?.spec as any).valuesContent).dbManagement).toEqual(
      { initialize: false },
    );
    const descriptor = descriptorOf(cluster);
    expect(descriptor?.state).toBe('active');
    expect(descriptor?.retiredAt).toBeUndefined();
    const task = (kind: string) =>
      descriptor?.created.find(entry => entry.kind === kind)?.task;
    expect([task('Cluster'), task('HelmChart')]).toEqual(['old', 'new']);
  });

  it('is not initialised either when that took two runs', async () => {
    const cluster = await retired();
    cluster.failures.set('apply HelmChart', new Error('the process ended'));
    const first = await runAction(asked, onCluster(cluster));
    expect(first.error).toBeDefined();
    // what was kept is not this task's to remove
    expect(first.log.join('\n')).not.toMatch(
      /kubectl .* delete (clusters|secret)/,
    );
    expect(descriptorOf(cluster)?.state).toBe('creating');
    cluster.failures.clear();
    const second = await runAction(asked, onCluster(cluster));
    expect(second.error).toBeUndefined();
    const chart = cluster.find('HelmChart', 'kasm', 'kasm-portal');
    expect(JSON.parse((chart?.spec as any).valuesContent).dbManagement).toEqual(
      { initialize: false },
    );
  });
});
