import { eventually } from '../contract/contractClusters';
import { kubectlHas } from './installedKubectl';
import { together, useKubectl } from './useKubectl';

const NAMESPACE = 'writing';

const deployment = (name: string, image = 'nginx:1') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: NAMESPACE },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image }] },
    },
  },
});
const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: NAMESPACE },
  data,
});
const cluster = (name: string, spec: object = {}) => ({
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name, namespace: NAMESPACE },
  spec: { instances: 1, storage: { size: '1Gi' }, ...spec },
});

describe('what kubectl writes', () => {
  const kubectl = useKubectl();
  const { run, ended } = kubectl;
  const inSpace = (line: string, input?: unknown) =>
    run(`-n ${NAMESPACE} ${line}`, input);
  const field = (what: string, path: string) =>
    inSpace(`get ${what} -o jsonpath={${path}}`);

  beforeAll(() => run(`create namespace ${NAMESPACE}`));

  it('is applied, client side', async () => {
    const apply = (object: object) => run('apply -f -', object);
    const [map, custom, workload] = await together(
      apply(configMap('applied', { a: '1', b: '2' })),
      apply(cluster('applied')),
      apply(deployment('applied')),
    );
    expect(map).toBe('configmap/applied created\n');
    expect(custom).toBe('cluster.postgresql.cnpg.io/applied created\n');
    expect(workload).toBe('deployment.apps/applied created\n');
    const again = await together(
      apply(configMap('applied', { a: '3' })),
      apply(cluster('applied', { instances: 2 })),
      apply(deployment('applied', 'nginx:2')),
    );
    expect(again.every(text => text.endsWith(' configured\n'))).toBe(true);
    expect(await apply(configMap('applied', { a: '3' }))).toBe(
      'configmap/applied unchanged\n',
    );
    expect(await field('configmap applied', '.data')).toBe('{"a":"3"}');
    expect(await field('cluster applied', '.spec.instances')).toBe('2');
  });

  it('is applied, server side, by owners of fields', async () => {
    const apply = (object: object, manager: string, more = '') =>
      ended(
        `apply --server-side --field-manager=${manager} ${more} -f -`,
        object,
      );
    const mine = await apply(configMap('owned', { a: '1' }), 'me');
    expect(mine.out).toBe('configmap/owned serverside-applied\n');
    const theirs = await apply(configMap('owned', { a: '2' }), 'they');
    expect(theirs.code).toBe(1);
    expect(theirs.err).toContain('conflict with "me": .data.a');
    const forced = await apply(
      configMap('owned', { a: '2' }),
      'they',
      '--force-conflicts',
    );
    expect(forced.code).toBe(0);
    expect(await field('configmap owned', '.data.a')).toBe('2');
    // What was applied client side is taken over.
    await run('apply -f -', configMap('moved', { a: '1' }));
    await run('apply --server-side -f -', configMap('moved', { a: '2' }));
    expect(await field('configmap moved', '.data.a')).toBe('2');
  });

  if (kubectlHas.openApi3) {
    it('is compared before', async () => {
      await run('apply -f -', deployment('compared'));
      const [changed, same, server, dry] = await together(
        ended('diff -f -', deployment('compared', 'nginx:7')),
        ended('diff -f -', deployment('compared')),
        ended('diff --server-side -f -', configMap('none-yet', { a: 'b' })),
        ended('apply --dry-run=server -f -', configMap('dry', { a: 'b' })),
      );
      expect(changed.code).toBe(1);
      expect(changed.out).toMatch(/^-.*image: nginx:1$/m);
      expect(changed.out).toMatch(/^\+.*image: nginx:7$/m);
      expect(same).toMatchObject({ code: 0, out: '' });
      expect(server.out).toMatch(/^\+.*name: none-yet$/m);
      expect(dry.out).toBe('configmap/dry created (server dry run)\n');
      expect((await ended(`-n ${NAMESPACE} get configmap dry`)).code).toBe(1);
    });

    it('is refused with an unknown field', async () => {
      const [custom, builtIn, lenient] = await together(
        ended('apply -f -', cluster('typo', { instancs: 3 })),
        ended('create -f -', {
          ...deployment('typo'),
          spec: { ...deployment('typo').spec, replica: 3 },
        }),
        ended('apply --validate=warn -f -', {
          ...configMap('lenient', {}),
          dat: {},
        }),
      );
      expect(custom.code).toBe(1);
      expect(custom.err).toContain('unknown field "spec.instancs"');
      expect(builtIn.err).toContain('unknown field "spec.replica"');
      expect(lenient.code).toBe(0);
      expect(lenient.err).toContain('Warning: unknown field "dat"');
    });
  }

  it('is made by every kind of create', async () => {
    const made = await together(
      inSpace('create secret generic secret --from-literal=a=b'),
      inSpace('create configmap map --from-literal=a=b'),
      inSpace('create serviceaccount account'),
      inSpace('create deployment web --image=nginx:1 --replicas=2'),
      inSpace('create job job --image=busybox:1'),
      inSpace('create service clusterip web --tcp=80:8080'),
      inSpace('create quota quota --hard=pods=100'),
      inSpace('create role role --verb=get --resource=pods'),
      inSpace('create rolebinding binding --role=role --user=joe'),
      run('create -f -', configMap('file', { a: 'b' })),
      inSpace('run pod --image=nginx:1'),
    );
    expect(made.filter(text => !/ (created|exposed)\n$/.test(text))).toEqual(
      [],
    );
    const [secret, port, hard, verbs, again] = await together(
      field('secret secret', '.data.a'),
      field('service web', '.spec.ports[0].targetPort'),
      field('quota quota', '.spec.hard.pods'),
      field('role role', '.rules[0].verbs[0]'),
      ended(`-n ${NAMESPACE} create configmap map`).then(({ err }) => err),
    );
    expect(secret).toBe('Yg==');
    expect(port).toBe('8080');
    expect(hard).toBe('100');
    expect(verbs).toBe('get');
    expect(again).toContain('configmaps "map" already exists');
    await inSpace('expose deployment web --port=80 --name=exposed');
    expect(await field('service exposed', '.spec.selector.app')).toBe('web');
  });

  if (kubectlHas.presentVersions) {
    it('is made by the newer kinds of create', async () => {
      await together(
        inSpace('create cronjob cron --image=busybox:1 --schedule=@daily'),
        inSpace(
          'create poddisruptionbudget pdb --min-available=1 --selector=app=none',
        ),
        inSpace('create ingress web --rule=a.example/*=web:80'),
      );
      const [minimum, path] = await together(
        field('poddisruptionbudget pdb', '.spec.minAvailable'),
        field('ingress web', '.spec.rules[0].http.paths[0].pathType'),
        inSpace('create job copy --from=cronjob/cron'),
      );
      expect([minimum, path]).toEqual(['1', 'Prefix']);
      expect(await field('job copy', '.metadata.ownerReferences[0].kind')).toBe(
        'CronJob',
      );
    });
  }

  it('is changed in every way', async () => {
    await run('apply -f -', deployment('changed'));
    await run('apply -f -', cluster('changed'));
    await together(
      inSpace('label deployment changed a=b'),
      inSpace('annotate deployment changed note=here'),
      inSpace(`patch deployment changed -p '{"spec":{"paused":false}}'`),
      inSpace(
        `patch cluster changed --type=merge -p '{"spec":{"instances":3}}'`,
      ),
      inSpace('set env deployment/changed KEY=value'),
    );
    const [labels, note, variable, instances] = await together(
      field('deployment changed', '.metadata.labels.a'),
      field('deployment changed', '.metadata.annotations.note'),
      field(
        'deployment changed',
        '.spec.template.spec.containers[0].env[0].name',
      ),
      field('cluster changed', '.spec.instances'),
    );
    expect([labels, note, variable, instances]).toEqual([
      'b',
      'here',
      'KEY',
      '3',
    ]);
    const strategic = await ended(
      `-n ${NAMESPACE} patch cluster changed -p '{"spec":{"instances":1}}'`,
    );
    expect(strategic.err).toContain(
      'the body of the request was in an unknown format',
    );
    await inSpace('label deployment changed a-');
    expect(await field('deployment changed', '.metadata.labels')).not.toContain(
      '"a"',
    );
    await run('apply -f -', configMap('replaced', { a: '1' }));
    await run('replace -f -', configMap('replaced', { b: '2' }));
    expect(await field('configmap replaced', '.data')).toBe('{"b":"2"}');
    await run('replace --force -f -', configMap('replaced', { c: '3' }));
    expect(await field('configmap replaced', '.data')).toBe('{"c":"3"}');
    await inSpace('scale cluster changed --replicas=2');
    expect(await field('cluster changed', '.spec.instances')).toBe('2');
  });

  if (kubectlHas.subresources) {
    it('is read and changed by its parts', async () => {
      await run('apply -f -', cluster('parts'));
      const scale = '--subresource=scale -o jsonpath={.kind}/{.spec.replicas}';
      expect(await inSpace(`get cluster parts ${scale}`)).toBe('Scale/1');
      const patch = `-p '{"status":{"phase":"here"}}' -o jsonpath={.status.phase}`;
      expect(
        await inSpace(
          `patch cluster parts --subresource=status --type=merge ${patch}`,
        ),
      ).toBe('here');
    });
  }

  it('is rolled out, undone and started again', async () => {
    const rollout = (line: string) => inSpace(`rollout ${line}`);
    await inSpace('create deployment rolling --image=nginx:1');
    const status = () => rollout('status deployment/rolling --timeout=60s');
    expect(await status()).toContain('successfully rolled out');
    await inSpace('set image deployment/rolling nginx=nginx:2');
    expect(await status()).toContain('successfully rolled out');
    expect(await rollout('history deployment/rolling')).toMatch(/^2 /m);
    await rollout('undo deployment/rolling');
    await status();
    expect(
      await field(
        'deployment rolling',
        '.spec.template.spec.containers[0].image',
      ),
    ).toBe('nginx:1');
    // The first ReplicaSet serves again, as the third revision.
    expect(await rollout('history deployment/rolling')).not.toMatch(/^1 /m);
    await rollout('restart deployment/rolling');
    await status();
    await inSpace('scale deployment/rolling --replicas=3');
    await status();
    expect(await field('deployment rolling', '.status.readyReplicas')).toBe(
      '3',
    );
    await rollout('pause deployment/rolling');
    await rollout('resume deployment/rolling');
  });

  it('is waited for', async () => {
    await run('apply -f -', deployment('awaited'));
    const met = await inSpace(
      'wait deployment/awaited --for=condition=Available --timeout=60s',
    );
    expect(met).toBe('deployment.apps/awaited condition met\n');
    const never = await ended(
      `-n ${NAMESPACE} wait deployment/awaited --for=condition=Never --timeout=1s`,
    );
    expect(never.code).toBe(1);
    expect(never.err).toContain('timed out waiting for the condition');
    const gone = ended(
      `-n ${NAMESPACE} wait deployment/awaited --for=delete --timeout=60s`,
    );
    await inSpace('delete deployment awaited --wait=false');
    const { code, err } = await gone;
    // An old kubectl that comes too late says so; a newer one is content.
    expect(err || code).toEqual(
      code === 0 ? 0 : 'error: no matching resources found\n',
    );
  });

  if (kubectlHas.waitForField) {
    it('is waited for by a field', async () => {
      await run('apply -f -', deployment('field'));
      expect(
        await inSpace(
          'wait deployment/field --for=jsonpath={.status.readyReplicas}=1 --timeout=60s',
        ),
      ).toContain('condition met');
    });
  }

  if (kubectlHas.waitForCreation) {
    it('is waited for before it is there', async () => {
      const waiting = inSpace('wait configmap/late --for=create --timeout=60s');
      await inSpace('create configmap late');
      expect(await waiting).toContain('condition met');
    });
  }

  it('is deleted, with what belongs to it or without', async () => {
    const cascades = ['background', 'foreground', 'orphan'];
    await together(
      ...cascades.map(async cascade => {
        await run('apply -f -', deployment(cascade));
        await inSpace(`rollout status deployment/${cascade} --timeout=60s`);
        const deleted = await inSpace(
          `delete deployment ${cascade} --cascade=${cascade} --timeout=60s`,
        );
        expect(deleted).toBe(`deployment.apps "${cascade}" deleted\n`);
        return deleted;
      }),
    );
    const left = await inSpace('get replicasets -l app=orphan -o name');
    expect(left).toContain('replicaset.apps/orphan-');
    expect(await inSpace('get replicasets -l app=foreground -o name')).toBe('');
    const { store } = kubectl.sandbox.clusters.rke2;
    await eventually(
      async () =>
        store.list('pods', {
          namespace: NAMESPACE,
          labels: { app: 'background' },
        }),
      pods => pods.length === 0,
    );
    await run('apply -f -', configMap('one', {}));
    await inSpace('label configmap one part=some');
    expect(await inSpace('delete configmap -l part=some')).toBe(
      'configmap "one" deleted\n',
    );
    const missing = await ended(`-n ${NAMESPACE} delete configmap one`);
    expect(missing.err).toContain('configmaps "one" not found');
    expect(await inSpace('delete configmap one --ignore-not-found')).toBe('');
  });

  it('is held by finalizers, namespaces and all', async () => {
    await run('create namespace held');
    await run('apply -f -', {
      ...configMap('held', {}),
      metadata: {
        name: 'held',
        namespace: 'held',
        finalizers: ['example.com/hold'],
      },
    });
    await run('delete namespace held --wait=false');
    const refused = await ended('-n held create configmap more');
    expect(refused.err).toContain('because it is being terminated');
    const gone = run('wait namespace/held --for=delete --timeout=60s');
    await run(
      `-n held patch configmap held --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'`,
    );
    await gone;
    expect((await ended('get namespace held')).code).toBe(1);
  });
});
