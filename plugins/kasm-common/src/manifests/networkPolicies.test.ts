import { kasmDeploymentSpec, type KasmDeploymentSpecInput } from '../spec';
import { DEFAULT_SETTINGS } from './DeploymentSettings';
import { networkPolicies } from './networkPolicies';

function specOf(more: Partial<KasmDeploymentSpecInput> = {}) {
  return kasmDeploymentSpec.parse({
    cluster: 'rke2',
    owner: 'group:default/platform-engineers',
    domain: 'example.com',
    networkPolicies: true,
    ...more,
  });
}

const policies = (more?: Partial<KasmDeploymentSpecInput>) =>
  networkPolicies(specOf(more), DEFAULT_SETTINGS) as any[];

interface Pod {
  namespace: string;
  labels: Record<string, string>;
}

const database: Pod = {
  namespace: 'database',
  labels: { 'cnpg.io/cluster': 'kasm-pg' },
};
const neighbour: Pod = {
  namespace: 'database',
  labels: { 'cnpg.io/cluster': 'harbor-pg' },
};
const proxy: Pod = {
  namespace: 'kasm',
  labels: {
    'app.kubernetes.io/instance': 'kasm',
    'app.kubernetes.io/component': 'proxy',
  },
};
const api: Pod = {
  namespace: 'kasm',
  labels: { 'app.kubernetes.io/component': 'api' },
};
const traefik: Pod = { namespace: 'kube-system', labels: {} };
const operator: Pod = { namespace: 'cnpg-system', labels: {} };
const stranger: Pod = { namespace: 'default', labels: {} };
const outside = undefined;

function selects(selector: any, labels: Record<string, string>): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
}

function isPeer(peer: any, home: string, pod: Pod | undefined): boolean {
  const space =
    peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ?? home;
  return pod?.namespace === space && selects(peer.podSelector, pod!.labels);
}

function opens(
  all: any[],
  way: 'ingress' | 'egress',
  self: Pod | undefined,
  other: Pod | undefined,
  port: number,
): boolean {
  const about = all.filter(
    ({ metadata, spec }) =>
      self?.namespace === metadata.namespace &&
      spec.policyTypes.some((type: string) => type.toLowerCase() === way) &&
      selects(spec.podSelector, self!.labels),
  );
  return (
    about.length === 0 ||
    about.some(({ metadata, spec }) =>
      (spec[way] ?? []).some((rule: any) => {
        const peers = way === 'ingress' ? rule.from : rule.to;
        return (
          (!rule.ports || rule.ports.some((each: any) => each.port === port)) &&
          (!peers ||
            peers.some((peer: any) => isPeer(peer, metadata.namespace, other)))
        );
      }),
    )
  );
}

const connects = (all: any[], from?: Pod, to?: Pod, port = 443) =>
  opens(all, 'egress', from, to, port) && opens(all, 'ingress', to, from, port);

describe('networkPolicies', () => {
  it('are written only when asked for, or where something else closes everything', () => {
    const spec = specOf({ networkPolicies: false });
    expect(networkPolicies(spec, DEFAULT_SETTINGS)).toEqual([]);
    expect(
      networkPolicies(spec, { ...DEFAULT_SETTINGS, defaultDeny: true }),
    ).toHaveLength(4);
  });

  it.each([
    ['Traefik to the proxy', traefik, proxy, 8443],
    ['Traefik to the proxy, http', traefik, proxy, 8080],
    ['the proxy to the api', proxy, api, 8080],
    ['Kasm to its database', api, database, 5432],
    ['the operator to an instance', operator, database, 8000],
    ['an instance to another', database, database, 5432],
    ['Kasm to agents', proxy, outside, 443],
    ['Kasm to DNS', api, outside, 53],
    ['the database to the API server', database, outside, 6443],
    ['a neighbour to whatever it likes', neighbour, outside, 9999],
    ['whoever to a neighbour', stranger, neighbour, 5432],
  ])('let through %s', (_, from, to, port) => {
    expect(connects(policies(), from, to, port)).toBe(true);
  });

  it.each([
    ['a stranger to the proxy', stranger, proxy, 8443],
    ['Traefik past the proxy', traefik, api, 8080],
    ['Traefik to another port', traefik, proxy, 22],
    ['a stranger to the database', stranger, database, 5432],
    ['a neighbour to the database', neighbour, database, 5432],
    ['Kasm to a neighbour', api, neighbour, 5432],
    ['Kasm to instance managers', api, database, 8000],
    ['the database to Kasm', database, api, 8080],
    ['Kasm to anything outside', api, outside, 22],
  ])('stop %s', (_, from, to, port) => {
    expect(connects(policies(), from, to, port)).toBe(false);
  });

  it.each([
    ['https://minio.example.com:9000', 9000, true],
    ['https://minio.example.com', 9000, false],
    ['https://minio.example.com', 443, true],
    [undefined, 443, true],
  ])(
    'let the database reach object storage at %s, port %s: %s',
    (endpointUrl, port, open) => {
      const all = policies({
        database: {
          backups: {
            method: 'plugin',
            destinationPath: 's3://backups/kasm',
            credentialsSecret: 'backup-credentials',
            endpointUrl,
          },
        },
      });
      expect(connects(all, database, outside, port)).toBe(open);
      expect(connects(all, database, operator, 9443)).toBe(true);
    },
  );

  it('let a Gateway through, wherever it is served from', () => {
    const all = policies({
      ingress: {
        kind: 'httpRoute',
        gateway: { name: 'public', namespace: 'gateways' },
      },
    });
    const gateway = { namespace: 'gateways', labels: {} };
    expect(connects(all, gateway, proxy, 8080)).toBe(true);
    expect(connects(all, traefik, proxy, 8080)).toBe(true);
  });
});
