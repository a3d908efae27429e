import { allowsDomain, allowsNamespace } from './allowLists';
import { findCluster } from './findCluster';
import type { ClusterConfig } from './KasmConfig';

describe('allowsNamespace', () => {
  const cluster = {
    systemNamespace: 'kasm-portal',
    namespaces: ['database', 'kasm-*', 'kube*'],
  };

  it.each(['database', 'kasm-a', 'kasm-'])('allows %s', namespace => {
    expect(allowsNamespace(cluster, namespace)).toBe(true);
  });

  it.each([
    '',
    'kasm',
    'databases',
    'xkasm-a',
    'kasm-portal',
    'kube-system',
    'kube-public',
    'default',
  ])('refuses %j', namespace => {
    expect(allowsNamespace(cluster, namespace)).toBe(false);
  });
});

describe('allowsNamespace with *', () => {
  const cluster = { systemNamespace: 'kasm-portal', namespaces: ['*'] };

  it('allows all but those that make cluster admins', () => {
    expect(allowsNamespace(cluster, 'anything')).toBe(true);
    expect(allowsNamespace(cluster, 'kube-system')).toBe(false);
    expect(allowsNamespace(cluster, 'kasm-portal')).toBe(false);
  });
});

describe('allowsDomain', () => {
  const cluster = { domains: ['example.com'] };

  it.each([
    'example.com',
    'kasm.example.com',
    'a.b.example.com',
    'KASM.Example.com',
  ])('allows %s', host => {
    expect(allowsDomain(cluster, host)).toBe(true);
  });

  it.each([
    '',
    'com',
    'badexample.com',
    'example.com.evil.org',
    '.example.com',
    'a..example.com',
    'evil.org/.example.com',
    'evil.org#.example.com',
    'a@b.example.com',
    'user:password@kasm.example.com',
    'kasm.example.com.',
    'kasm.example.com:8443',
    'kasm.example.com/.example.com',
    'kasm.example.com?.example.com',
    'kasm.example.com\\.example.com',
    'kasm.example.com%00.example.com',
    'kasm\n.example.com',
    ' kasm.example.com',
    '192.0.2.1',
    '[::1]',
    '2130706433',
    '0x7f000001',
    'k\u0430sm.ex\u0430mple.com',
    'kasm.exam\u200bple.com',
    'kasm.ex\uff41mple.com',
    '\u212aasm.example.com',
    'kasm\u3002example.com',
    'xn--exmple-4uf.com',
  ])('refuses %j', host => {
    expect(allowsDomain(cluster, host)).toBe(false);
  });
});

describe('findCluster', () => {
  const clusters = [{ name: 'rke2' }, { name: 'harvester' }] as ClusterConfig[];

  it('finds one', () => {
    expect(findCluster({ clusters }, 'harvester')).toBe(clusters[1]);
  });

  it('names the known ones', () => {
    expect(() => findCluster({ clusters }, 'moon')).toThrow(
      'There is no cluster "moon"; use one of: rke2, harvester',
    );
    expect(() => findCluster({ clusters: [] }, 'moon')).toThrow(
      'none is configured in kasm.clusters',
    );
  });
});
