import {
  kasmDeploymentSpec,
  type KasmDeploymentSpecInput,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import type { ClusterConfig } from '@kasm-portal/backstage-plugin-kasm-node';
import type { Candidate } from './Candidate';
import { decideDeployments } from './decideDeployments';

const cluster = (
  name: string,
  more: Partial<ClusterConfig>,
): ClusterConfig => ({
  name,
  roles: ['controlPlane'],
  systemNamespace: 'kasm-portal',
  operatorNamespace: 'cnpg-system',
  namespaces: ['kasm', 'kasm-*', 'database'],
  watch: 'namespaces',
  domains: ['example.com'],
  agentClusters: ['harvester'],
  ingress: { namespace: 'kube-system', workload: 'rke2-traefik', port: 443 },
  helm: {},
  images: {},
  agents: {},
  rancher: false,
  instanceStatus: false,
  reader: { form: 'inCluster' },
  ...more,
});

const CLUSTERS = [
  cluster('rke2', {}),
  cluster('harvester', { roles: ['agents'], namespaces: ['kasm-agents'] }),
  cluster('other', {}),
];

function claim(
  spec: Partial<KasmDeploymentSpecInput>,
  more: Partial<Candidate> = {},
): Candidate {
  const parsed = kasmDeploymentSpec.parse({
    cluster: 'rke2',
    name: 'kasm',
    owner: 'group:default/platform',
    domain: 'example.com',
    ...spec,
  });
  return {
    cluster: 'rke2',
    from: 'descriptor',
    where: `ConfigMap kasm-portal/${parsed.name}-descriptor`,
    createdAt: '2026-01-01T00:00:00Z',
    descriptor: {
      version: 1,
      state: 'active',
      delivery: 'helmchart',
      spec: parsed,
      created: [],
    },
    ...more,
  };
}

const decide = (...claims: Candidate[]) => {
  const { accepted, refusals } = decideDeployments(claims, CLUSTERS);
  return {
    accepted: accepted.map(({ where }) => where),
    problems: refusals.map(({ problem }) => problem),
  };
};

describe('decideDeployments', () => {
  it('believes a claim within the bounds', () => {
    const { accepted, problems } = decide(
      claim({ agents: { cluster: 'harvester', namespace: 'kasm-agents' } }),
    );

    expect(problems).toEqual([]);
    expect(accepted).toHaveLength(1);
  });

  it.each<[string, Partial<KasmDeploymentSpecInput>, string]>([
    ['kube-system', { namespace: 'kube-system' }, 'namespace "kube-system"'],
    ['the system namespace', { namespace: 'kasm-portal' }, 'kasm-portal'],
    [
      "somebody else's namespace",
      { namespace: 'payroll' },
      'kasm.clusters[rke2].namespaces does not allow',
    ],
    [
      "somebody else's database namespace",
      { database: { namespace: 'payroll' } },
      'namespace "payroll"',
    ],
    [
      'another domain',
      { domain: 'evil.com' },
      'host "kasm.evil.com", which kasm.clusters[rke2].domains does not allow',
    ],
    [
      'a domain that only ends alike',
      { domain: 'notexample.com' },
      'host "kasm.notexample.com"',
    ],
    [
      'another cluster',
      { cluster: 'other' },
      'names cluster "other", but was found on "rke2"',
    ],
    [
      'an agent cluster that is not allowed',
      { agents: { cluster: 'other', namespace: 'kasm' } },
      'agent cluster "other"',
    ],
    [
      'an agent namespace that is not allowed',
      { agents: { cluster: 'harvester', namespace: 'default' } },
      'agent namespace "default"',
    ],
  ])('refuses a descriptor that names %s', (_, spec, problem) => {
    const { accepted, problems } = decide(claim(spec));

    expect(accepted).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it('refuses a configured deployment on a cluster that is unknown', () => {
    const { problems } = decide(
      claim({ cluster: 'nowhere' }, { cluster: 'nowhere' }),
    );

    expect(problems).toEqual([
      'names cluster "nowhere", which is not in kasm.clusters',
    ]);
  });

  it.each<[string, Partial<KasmDeploymentSpecInput>]>([
    ['namespace', { name: 'kasm-b', namespace: 'kasm' }],
    ['database', { name: 'kasm-b', database: { cluster: 'kasm-pg' } }],
    ['host', { name: 'kasm-b', release: 'kasm' }],
  ])('lets the older of two have a %s', (_, spec) => {
    const older = claim({}, { where: 'older' });
    const younger = claim(spec, {
      where: 'younger',
      createdAt: '2026-02-01T00:00:00Z',
    });

    for (const claims of [
      [older, younger],
      [younger, older],
    ]) {
      const { accepted, problems } = decide(...claims);
      expect(accepted).toEqual(['older']);
      expect(problems).toEqual([expect.stringContaining('which older has')]);
    }
  });

  it('lets the configuration have what a descriptor claims, too', () => {
    const { accepted } = decide(
      claim({}, { where: 'descriptor', createdAt: '2020-01-01T00:00:00Z' }),
      claim({}, { where: 'configured', from: 'configuration', createdAt: '' }),
    );

    expect(accepted).toEqual(['configured']);
  });

  it('lets two share a namespace for databases, as the platform does', () => {
    const { accepted } = decide(claim({}), claim({ name: 'kasm-b' }));

    expect(accepted).toHaveLength(2);
  });
});
