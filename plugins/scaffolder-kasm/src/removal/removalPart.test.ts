import {
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { inRemovalOrder, removalPart } from './removalPart';

const spec = (database: object = {}) =>
  kasmDeploymentSpec.parse({
    cluster: 'rke2',
    owner: 'group:default/a',
    domain: 'example.com',
    database,
  });
const names = deploymentNames(spec());

const partOf = (
  kind: string,
  namespace: string | undefined,
  name: string,
  of = names,
) =>
  removalPart(
    { apiVersion: 'v1', kind, namespace, name, uid: '' },
    of,
    'kasm-portal',
  );

describe('removalPart', () => {
  it.each([
    ['HTTPRoute', 'kasm', 'kasm', 'route'],
    ['ServersTransport', 'kasm', 'kasm-skip-verify', 'route'],
    ['HelmChart', 'kasm-portal', 'kasm', 'release'],
    ['Certificate', 'kasm', 'kasm-example-com-tls', 'rest'],
    ['Secret', 'kasm', 'kasm-pg-credentials', 'data'],
    ['Secret', 'database', 'kasm-pg-superuser-secret', 'data'],
    // only the initialisation needed this copy
    ['Secret', 'kasm', 'kasm-pg-superuser-secret', 'rest'],
    ['Cluster', 'database', 'kasm-pg', 'data'],
    ['NetworkPolicy', 'database', 'kasm-database', 'data'],
    ['NetworkPolicy', 'kasm', 'kasm-proxy', 'rest'],
    ['NetworkPolicy', 'kasm-portal', 'kasm-helm', 'rest'],
    ['Namespace', undefined, 'database', 'namespace'],
  ])('%s %s/%s: %s', (kind, namespace, name, part) => {
    expect(partOf(kind, namespace, name)).toBe(part);
  });

  it.each([
    ['Cluster', 'payments', 'kasm-pg'],
    ['HelmChart', 'kube-system', 'kasm'],
    // another deployment's
    ['HelmChart', 'kasm-portal', 'other'],
    ['ConfigMap', 'kasm-portal', 'other-descriptor'],
    ['Namespace', undefined, 'kube-system'],
    ['Namespace', undefined, 'kasm-portal'],
    ['ClusterRole', undefined, 'admin'],
  ])('%s %s/%s is out of reach', (kind, namespace, name) => {
    expect(partOf(kind, namespace, name)).toBe('elsewhere');
  });

  it('keeps the superuser where Kasm and its database share a namespace', () => {
    const shared = deploymentNames(spec({ namespace: 'kasm' }));
    const name = 'kasm-pg-superuser-secret';
    expect(partOf('Secret', 'kasm', name, shared)).toBe('data');
    expect(partOf('Certificate', 'kasm', 'kasm-tls', shared)).toBe('rest');
    expect(partOf('NetworkPolicy', 'kasm', 'kasm', shared)).toBe('data');
  });
});

describe('inRemovalOrder', () => {
  it('goes from the way in to the namespaces, whatever it does not know in between', () => {
    const kinds = [
      'Namespace',
      'Secret',
      'ObjectStore',
      'Cluster',
      'ScheduledBackup',
      'Certificate',
      'HelmChart',
      'ConfigMap',
      'IngressRoute',
    ];
    expect(
      inRemovalOrder(kinds.map(kind => ({ kind }))).map(({ kind }) => kind),
    ).toEqual([
      'IngressRoute',
      'HelmChart',
      'Certificate',
      'ConfigMap',
      'ScheduledBackup',
      'Cluster',
      'ObjectStore',
      'Secret',
      'Namespace',
    ]);
  });
});
