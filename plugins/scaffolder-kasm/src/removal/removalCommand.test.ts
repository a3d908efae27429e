import { removalCommand } from './removalCommand';

const object = { apiVersion: 'v1', kind: 'Service', namespace: 'kasm' };

describe('removalCommand', () => {
  it.each([
    [
      { ...object, name: 'kasm-api' },
      'kubectl --context rke2 -n kasm delete services kasm-api',
    ],
    [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        name: 'helm-kasm-portal-kasm',
      },
      'kubectl --context rke2 delete clusterrolebindings.rbac.authorization.k8s.io helm-kasm-portal-kasm',
    ],
    [
      { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'kasm-guac' },
      'kubectl --context rke2 delete statefulsets.apps kasm-guac',
    ],
  ])('%j', (named, command) => {
    expect(removalCommand('rke2', named)).toBe(command);
  });

  it.each(['x; rm -rf /', '$(id)', 'a\nb', '-A', '`id`', "'", ''])(
    'never has text of others in it: %j',
    name => {
      expect(removalCommand('rke2', { ...object, name })).toBe(
        'kubectl --context rke2 -n kasm delete services <name>',
      );
      expect(
        removalCommand('rke2', { ...object, kind: name, name: 'a' }),
      ).toContain('delete <resource> a');
    },
  );
});
