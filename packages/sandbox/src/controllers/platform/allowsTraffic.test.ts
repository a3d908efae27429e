import { createClusterStore } from '../../apiserver/createClusterStore';
import type { StoredObject } from '../../apiserver/ClusterStore';
import { createManualClock } from '../../world/createManualClock';
import { allowsTraffic } from './allowsTraffic';

describe('NetworkPolicies', () => {
  const clock = createManualClock();
  const store = createClusterStore({ clock });
  afterAll(() => clock.stop());

  for (const name of ['kasm', 'database']) {
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const pod = (namespace: string, name: string, podIP: string): StoredObject =>
    store.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name, labels: { app: name } },
      spec: {
        containers: [
          { name, ports: [{ name: 'postgresql', containerPort: 5432 }] },
        ],
      },
      status: { podIP },
    });
  const api = pod('kasm', 'api', '10.42.0.10');
  const server = pod('database', 'server', '10.42.1.10');

  function underPolicy(namespace: string, spec: object) {
    const metadata = { namespace, name: 'policy' };
    store.create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec,
    });
    const allowed = allowsTraffic(store, api, server, 5432);
    store.delete('networkpolicies.networking.k8s.io', namespace, 'policy');
    return allowed;
  }
  const ingress = (rule: object | undefined, more: object = {}) =>
    underPolicy('database', {
      podSelector: {},
      ...(rule ? { ingress: [rule] } : {}),
      ...more,
    });
  const fromKasm = {
    namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': 'kasm' },
    },
  };

  it('let everything pass where there are none, or none for these pods', () => {
    expect(allowsTraffic(store, api, server, 5432)).toBe(true);
    expect(
      underPolicy('database', { podSelector: { matchLabels: { app: 'x' } } }),
    ).toBe(true);
    // About what goes out of the database.
    expect(ingress(undefined, { policyTypes: ['Egress'] })).toBe(true);
  });

  it.each([
    [undefined, false],
    [{}, true],
    [{ from: [{ podSelector: {} }] }, false],
    [{ from: [fromKasm] }, true],
    [
      { from: [{ ...fromKasm, podSelector: { matchLabels: { app: 'x' } } }] },
      false,
    ],
    [
      {
        from: [
          {
            namespaceSelector: {},
            podSelector: {
              matchExpressions: [
                { key: 'app', operator: 'In', values: ['api'] },
              ],
            },
          },
        ],
      },
      true,
    ],
    [{ from: [{ ipBlock: { cidr: '10.42.0.0/24' } }] }, true],
    [
      {
        from: [{ ipBlock: { cidr: '10.42.0.0/16', except: ['10.42.0.0/24'] } }],
      },
      false,
    ],
    [{ ports: [{ port: 5432 }] }, true],
    [{ ports: [{ port: 'postgresql' }] }, true],
    [{ ports: [{ port: 5000, endPort: 6000 }] }, true],
    [{ ports: [{ port: 8000 }] }, false],
  ])('with ingress %j: %s', (rule, allowed) => {
    expect(ingress(rule)).toBe(allowed);
  });

  it('look at what goes out too', () => {
    const egress = (rules: object[]) =>
      underPolicy('kasm', {
        podSelector: { matchLabels: { app: 'api' } },
        policyTypes: ['Egress'],
        egress: rules,
      });
    expect(egress([])).toBe(false);
    expect(egress([{ ports: [{ port: 53 }] }])).toBe(false);
    expect(
      egress([{ to: [{ namespaceSelector: {} }], ports: [{ port: 5432 }] }]),
    ).toBe(true);
  });
});
