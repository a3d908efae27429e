import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import { boundsProblem } from './boundsProblem';
import type { Candidate } from './Candidate';

const cluster = {
  name: 'rke2',
  roles: ['controlPlane'],
  systemNamespace: 'kasm-portal',
  namespaces: ['kasm', 'database'],
  domains: ['example.com'],
  agentClusters: [],
} as unknown as ClusterConfig;

/** Why nothing is probed at the host of a descriptor; undefined when it would be. */
function refusal(domain: string): string | undefined {
  const spec = kasmDeploymentSpec.safeParse({
    cluster: 'rke2',
    owner: 'group:default/team',
    domain,
  });
  return spec.success
    ? boundsProblem(
        {
          cluster: 'rke2',
          descriptor: { spec: spec.data },
        } as unknown as Candidate,
        [cluster],
      )
    : spec.error.issues[0].message;
}

describe('SEC-17: the host that a descriptor leads the probe to', () => {
  it('is one below an allowed domain', () => {
    expect(refusal('example.com')).toBeUndefined();
    expect(refusal('team.example.com')).toBeUndefined();
  });

  it.each([
    ['an address', '192.0.2.1'],
    ['an address as one number', '2130706433'],
    ['an address of IPv6', '[::1]'],
    ['userinfo', 'user:password@example.com'],
    ['another host before the @', 'evil.org@example.com'],
    ['a fragment', 'evil.org#.example.com'],
    ['a query', 'evil.org?.example.com'],
    ['a path', 'evil.org/.example.com'],
    ['a backslash', 'evil.org\\.example.com'],
    ['a dot at its end', 'example.com.'],
    ['another port', 'example.com:6443'],
    ['a look-alike of Cyrillic', 'ex\u0430mple.com'],
    ['full width', 'ex\uff41mple.com'],
    ['an ideographic full stop', 'evil\u3002example.com'],
    ['an invisible character', 'exam\u200bple.com'],
    ['a look-alike in Punycode', 'xn--exmple-4uf.com'],
    ['a name that only ends alike', 'notexample.com'],
    ['a name that only begins alike', 'example.com.evil.org'],
    ['a line end', 'example.com\r\nhost: evil.org'],
    ['localhost', 'localhost'],
  ])('is not with %s', (_, domain) => {
    expect(refusal(domain)).toBeDefined();
  });
});
