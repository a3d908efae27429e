import { kubectlHas } from './installedKubectl';
import { rowsOf, together, useKubectl } from './useKubectl';

describe('what kubectl reads', () => {
  const kubectl = useKubectl();
  const { run, ended } = kubectl;

  // Events are forgotten after an hour; those of the world's beginning are.
  beforeAll(async () => {
    await run('create deployment fresh --image=nginx:1');
    await run('rollout status deployment/fresh --timeout=60s');
  });

  it('is printed as a table, with more columns when wanted', async () => {
    const [pods, wide, labels, all, nodes, everything] = await together(
      run('-n kasm get pods'),
      run('-n kasm get pods -o wide'),
      run('-n kasm get deployments --show-labels'),
      run('get pods -A --field-selector=status.phase=Running'),
      run('get nodes -o wide'),
      run('-n kasm get all'),
    );
    expect(rowsOf(pods).length).toBeGreaterThanOrEqual(6);
    expect(rowsOf(pods)[0]).toMatchObject({
      READY: '1/1',
      STATUS: 'Running',
      RESTARTS: expect.stringMatching(/^\d/),
    });
    expect(rowsOf(wide)[0]).toMatchObject({
      IP: expect.stringMatching(/^10\./),
      'READINESS GATES': '<none>',
    });
    expect(rowsOf(labels)[0].LABELS).toContain('=');
    expect(rowsOf(all).map(row => row.NAMESPACE)).toContain('cnpg-system');
    expect(rowsOf(nodes)[0]).toMatchObject({
      STATUS: 'Ready',
      'CONTAINER-RUNTIME': expect.any(String),
    });
    expect(everything).toContain('deployment.apps/');
    expect(everything).toContain('service/');
    expect(everything).toContain('replicaset.apps/');
  });

  it('is printed in every other form', async () => {
    const one = '-n database get cluster kasm-pg';
    const [json, yaml, name, path, columns, template, raw, sorted] =
      await together(
        run(`${one} -o json`),
        run(`${one} -o yaml`),
        run(`${one} -o name`),
        run(`${one} -o jsonpath={.status.phase}`),
        run(`${one} -o custom-columns=N:.metadata.name,I:.spec.instances`),
        run(`${one} -o go-template={{.spec.instances}}`),
        run('get --raw /readyz?verbose'),
        run('-n kasm get pods --sort-by=.metadata.name -o name'),
      );
    expect(JSON.parse(json).status.readyInstances).toBe(3);
    expect(yaml).toContain('kind: Cluster\n');
    expect(name).toBe('cluster.postgresql.cnpg.io/kasm-pg\n');
    expect(path).toBe('Cluster in healthy state');
    expect(rowsOf(columns)).toEqual([{ N: 'kasm-pg', I: '3' }]);
    expect(template).toBe('3');
    expect(raw).toContain('readyz check passed');
    const names = sorted.trim().split('\n');
    expect(names).toEqual([...names].sort());
  });

  it('has a table for every kind', async () => {
    const listed = await run('api-resources --verbs=list -o name');
    const kinds = listed.trim().split('\n');
    expect(kinds).toEqual(
      expect.arrayContaining(['pods', 'clusters.postgresql.cnpg.io']),
    );
    const printed = await run(`get ${kinds.join(',')} -A -o wide`);
    for (const start of ['NAMESPACE', 'cluster.postgresql.cnpg.io/kasm-pg']) {
      expect(printed).toContain(start);
    }
  });

  it('is found by short names, singulars and the first group', async () => {
    const [cluster, certificate, several, missing] = await together(
      run('-n database get cluster'),
      run('-n kasm get cert'),
      run('-n kasm get deploy,svc,sa'),
      run('-n kasm get po --ignore-not-found no-such-pod'),
    );
    expect(rowsOf(cluster)[0]).toMatchObject({ NAME: 'kasm-pg', READY: '3' });
    expect(rowsOf(certificate)[0].READY).toBe('True');
    expect(several).toContain('serviceaccount/default');
    expect(missing).toBe('');
  });

  it('is told when it is not there', async () => {
    const [pod, type, namespace] = await together(
      ended('-n kasm get pod no-such-pod'),
      ended('get gadgets'),
      ended('-n no-such-namespace get pod x'),
    );
    expect(pod).toMatchObject({
      code: 1,
      err: 'Error from server (NotFound): pods "no-such-pod" not found\n',
    });
    expect(type).toMatchObject({
      code: 1,
      err: 'error: the server doesn\'t have a resource type "gadgets"\n',
    });
    expect(namespace.err).toContain('namespaces "no-such-namespace" not found');
  });

  it('comes in pages', async () => {
    const few = await run('get pods -A --chunk-size=3 -o name');
    const whole = await run('get pods -A --chunk-size=0 -o name');
    expect(few).toBe(whole);
  });

  it('is described', async () => {
    const pod = (await run('get pods -l app=fresh -o name')).trim();
    const [deployment, described, node, cluster] = await together(
      run('describe deployment fresh'),
      run(`describe ${pod}`),
      run('describe node rke2-general-1'),
      run('-n database describe cluster kasm-pg'),
    );
    expect(deployment).toMatch(/NewReplicaSet:\s+fresh-/);
    expect(deployment).toContain('ScalingReplicaSet');
    expect(described).toMatch(/Ready\s+True/);
    expect(described).toContain('Scheduled');
    expect(node).toContain('Non-terminated Pods');
    expect(cluster).toMatch(/Phase:\s+Cluster in healthy state/);
  });

  it('is told of the cluster itself', async () => {
    const [resources, versions, info, version] = await together(
      run('api-resources'),
      run('api-versions'),
      run('cluster-info'),
      run('version -o json'),
    );
    expect(resources).toMatch(
      /^clusters\s+postgresql\.cnpg\.io\/v1\s+true\s+Cluster$/m,
    );
    expect(resources).toMatch(
      /^deployments\s+deploy\s+apps\/v1\s+true\s+Deployment$/m,
    );
    expect(versions.split('\n')).toContain('helm.cattle.io/v1');
    expect(info).toContain('is running at');
    expect(info).toContain('CoreDNS');
    expect(JSON.parse(version).serverVersion.minor).toBe('32');
  });

  it('are events, of everything or of one thing', async () => {
    const listed = await run('get events');
    expect(rowsOf(listed)[0]).toMatchObject({
      TYPE: expect.stringMatching(/^(Normal|Warning)$/),
      OBJECT: expect.stringContaining('/'),
      MESSAGE: expect.any(String),
    });
    const wide = await run('get events -o wide --sort-by=.lastTimestamp');
    expect(rowsOf(wide)[0]).toMatchObject({
      COUNT: expect.stringMatching(/^\d/),
    });
  });

  if (kubectlHas.events) {
    it('are events by their own command', async () => {
      const events = await run('events --for deployment/fresh');
      expect(rowsOf(events)[0].OBJECT).toBe('Deployment/fresh');
    });
  }

  if (kubectlHas.openApi3) {
    it('is explained', async () => {
      const [replicas, instances] = await together(
        run('explain deployment.spec.replicas'),
        run('explain cluster.spec.instances'),
      );
      expect(replicas).toMatch(/FIELD: replicas <integer>/);
      expect(instances).toMatch(/FIELD: instances <integer>/);
    });
  }

  it('are logs, of one container, of many, of before, and those to come', async () => {
    const deployment = '-n kasm logs deployment/kasm-api-deployment';
    const [whole, tail, stamped, many] = await together(
      run(deployment),
      run(`${deployment} --tail=1`),
      run(`${deployment} --tail=1 --timestamps`),
      run('-n kasm logs -l app.kubernetes.io/name=kasm-api --prefix --tail=1'),
    );
    expect(whole.split('\n').length).toBeGreaterThan(1);
    expect(tail.trimEnd().split('\n')).toHaveLength(1);
    expect(stamped).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(many).toMatch(/^\[pod\//);
    const never = await ended(`${deployment} --previous`);
    expect(never.code).toBe(1);
    expect(never.err).toContain('previous terminated container');
    const wrong = await ended(`${deployment} -c nobody`);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('nobody');

    const followed = kubectl.start(`${deployment} -f --tail=0`);
    const { store } = kubectl.sandbox.clusters.rke2;
    const pods = store
      .list('pods', { namespace: 'kasm' })
      .filter(({ metadata }) => metadata.name.startsWith('kasm-api-'));
    const say = setInterval(
      () =>
        pods.forEach(({ metadata, spec }) =>
          store.appendLog(
            'kasm',
            metadata.name,
            spec.containers[0].name,
            'here',
          ),
        ),
      100,
    );
    await followed.until(/here/);
    clearInterval(say);
    followed.stop();
  });

  it('fails for what the sandbox does not have, in words', async () => {
    const pod = (await run('-n kasm get pods -o name')).split('\n')[0];
    const [exec, forward, top] = await together(
      ended(`-n kasm exec ${pod} -- ls`),
      ended(`-n kasm port-forward ${pod} 18080:80`),
      ended('top nodes'),
    );
    expect(exec.code).toBe(1);
    expect(exec.err).toContain('the sandbox runs no processes');
    expect(forward.err).toContain('the sandbox runs no processes');
    expect(top.err).toContain('Metrics API not available');
  });

  it('is told as it changes', async () => {
    const store = kubectl.sandbox.clusters.rke2.store;
    const watched = kubectl.start('-n default get configmaps -w -o name');
    const named = kubectl.start(
      '-n kasm get deployment kasm-api-deployment -w',
    );
    await named.until(/kasm-api-deployment +\d/);
    await run('-n default create configmap watched --from-literal=a=b');
    await watched.until(/configmap\/watched/);
    store.updateStatus(
      'deployments.apps',
      'kasm',
      'kasm-api-deployment',
      status => {
        status.readyReplicas = 0;
      },
    );
    expect(await named.until(/kasm-api-deployment +0\/\d/)).toContain('READY');
    watched.stop();
    named.stop();
  });
});
