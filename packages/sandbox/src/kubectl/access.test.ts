import { kubectlHas } from './installedKubectl';
import { together, useKubectl } from './useKubectl';

describe('what kubectl says about access', () => {
  const kubectl = useKubectl();
  const { run, ended } = kubectl;
  const may = async (line: string) =>
    (await ended(`auth can-i ${line}`)).out.trim().split('\n').pop();

  it('is what the portal may do, and no more', async () => {
    const reader = '--context rke2-reader';
    const writer = '--context rke2-writer';
    const answers = await together(
      may(`list pods -n kasm ${reader}`),
      may(`get pods -n kasm --subresource=log ${reader}`),
      may(`list secrets -n kasm ${reader}`),
      may(`create helmcharts.helm.cattle.io -n kasm-portal ${writer}`),
      may(`create helmcharts.helm.cattle.io -n kube-system ${writer}`),
      may(`list secrets -n kasm ${writer}`),
      may(`create clusterrolebindings ${writer}`),
      may(`list virtualmachines -n kasm-agents --context harvester-reader`),
      may(`delete virtualmachines -n kasm-agents --context harvester-reader`),
      may(`'*' '*'`),
    );
    expect(answers).toEqual([
      'yes',
      'yes',
      'no',
      'yes',
      'no',
      'no',
      'no',
      'yes',
      'no',
      'yes',
    ]);
    const refused = await ended(`-n kasm get secrets ${reader}`);
    expect(refused).toMatchObject({
      code: 1,
      err: 'Error from server (Forbidden): secrets is forbidden: User "system:serviceaccount:kasm-portal:kasm-portal-reader" cannot list resource "secrets" in API group "" in the namespace "kasm"\n',
    });
  });

  it('is listed', async () => {
    const [reader, admin] = await together(
      run('auth can-i --list -n kasm --context rke2-reader'),
      run('auth can-i --list -n kasm'),
    );
    expect(reader).toMatch(/^pods +\[\] +\[\] +\[get list watch\]$/m);
    expect(reader).toMatch(
      /^clusterissuers.cert-manager.io +\[\] +\[vault-issuer\] +\[get list watch\]$/m,
    );
    expect(reader).not.toMatch(/^secrets /m);
    expect(admin).toMatch(/^\*\.\* +\[\] +\[\] +\[\*\]$/m);
  });

  it('is somebody else, who may be played', async () => {
    await run('create namespace access');
    await together(
      run('-n access create serviceaccount robot'),
      run('-n access create role look --verb=get,list --resource=configmaps'),
    );
    await together(
      run(
        '-n access create rolebinding robot --role=look --serviceaccount=access:robot',
      ),
      run('-n access create rolebinding team --clusterrole=view --group=team'),
    );
    const robot = '--as=system:serviceaccount:access:robot';
    const answers = await together(
      may(`list configmaps -n access ${robot}`),
      may(`create configmaps -n access ${robot}`),
      may('list pods -n access --as=joe'),
      may('list pods -n access --as=joe --as-group=team'),
      may('list pods -n access --as=joe --as-group=system:masters'),
    );
    expect(answers).toEqual(['yes', 'no', 'no', 'yes', 'yes']);
    expect(await run(`-n access get configmaps -o name ${robot}`)).toContain(
      'configmap/kube-root-ca.crt',
    );
    const reader = await ended('get pods --as=joe --context rke2-reader');
    expect(reader.err).toContain('cannot impersonate resource "users"');
  });

  it('is reconciled from files', async () => {
    await run('create namespace reconciled');
    const object = (kind: string, more: object) => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind,
      metadata: { name: 'team', namespace: 'reconciled' },
      ...more,
    });
    const reconcile = (name: string) =>
      ended('auth reconcile -f -', {
        apiVersion: 'v1',
        kind: 'List',
        items: [
          object('Role', {
            rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
          }),
          object('RoleBinding', {
            roleRef: {
              apiGroup: 'rbac.authorization.k8s.io',
              kind: name === 'team' ? 'Role' : 'ClusterRole',
              name,
            },
            subjects: [{ kind: 'User', name: 'ann' }],
          }),
        ],
      });
    await reconcile('team');
    expect(await may('list pods -n reconciled --as=ann')).toBe('yes');
    expect(await may('list services -n reconciled --as=ann')).toBe('no');
    expect((await reconcile('view')).err).toContain(
      'reconciliation required recreate',
    );
    expect(await may('list services -n reconciled --as=ann')).toBe('yes');
  });

  if (kubectlHas.createToken) {
    it('is a token that works', async () => {
      const token = await run(
        '-n kasm-portal create token kasm-portal-reader --duration=15m',
      );
      const ask = `--server=${
        kubectl.sandbox.clusters.rke2.url
      } --insecure-skip-tls-verify --kubeconfig=/dev/null --token=${token.trim()}`;
      const [pods, secrets] = await together(
        ended(`-n kasm get pods -o name ${ask}`),
        ended(`-n kasm get secrets ${ask}`),
      );
      expect(pods.out).toContain('pod/kasm-');
      expect(secrets.err).toContain('kasm-portal-reader');
      const brief = await ended(
        '-n kasm-portal create token kasm-portal-reader --duration=1m',
      );
      expect(brief.err).toContain(
        'may not specify a duration less than 10 minutes',
      );
    });
  }

  if (kubectlHas.whoami) {
    it('is who one is', async () => {
      const [admin, reader] = await together(
        run('auth whoami'),
        run('auth whoami --context rke2-reader'),
      );
      expect(admin).toMatch(/Groups +\[system:masters system:authenticated\]/);
      expect(reader).toMatch(
        /Username +system:serviceaccount:kasm-portal:kasm-portal-reader/,
      );
    });
  }
});
