import { BlockList, isIPv4 } from 'node:net';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { meetsSelector } from '../kubelet/nodeMatching';

type Direction = 'Ingress' | 'Egress';
interface Peer {
  podSelector?: object;
  namespaceSelector?: object;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: Array<{ port?: number | string; endPort?: number }>;
}

function inBlock(address: string | undefined, cidrs: string[]): boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network, length] = cidr.split('/');
    if (isIPv4(network)) list.addSubnet(network, Number(length), 'ipv4');
  }
  return address !== undefined && list.check(address);
}

function isPeer(
  store: ClusterStore,
  policy: StoredObject,
  { podSelector, namespaceSelector, ipBlock }: Peer,
  pod: StoredObject,
): boolean {
  if (ipBlock) {
    const address = pod.status?.podIP;
    return (
      inBlock(address, [ipBlock.cidr]) &&
      !inBlock(address, ipBlock.except ?? [])
    );
  }
  const { namespace, labels } = pod.metadata;
  const space = namespaceSelector
    ? meetsSelector(
        store.get('namespaces', undefined, namespace!)?.metadata.labels,
        namespaceSelector,
      )
    : namespace === policy.metadata.namespace;
  return space && meetsSelector(labels, podSelector);
}

/** Whether one of a rule's ports is the port; names are those of the target's containers. */
function hasPort(rule: Rule, target: StoredObject, port: number): boolean {
  const named = (name: string) =>
    (target.spec.containers ?? []).some((container: any) =>
      (container.ports ?? []).some(
        (each: any) => each.name === name && each.containerPort === port,
      ),
    );
  return (
    !rule.ports?.length ||
    rule.ports.some(({ port: wanted, endPort }) =>
      typeof wanted === 'string'
        ? named(wanted)
        : wanted === undefined ||
          (port >= wanted && port <= (endPort ?? wanted)),
    )
  );
}

function concerns({ spec }: StoredObject, direction: Direction): boolean {
  const types: string[] =
    spec.policyTypes ?? (spec.egress ? ['Ingress', 'Egress'] : ['Ingress']);
  return types.includes(direction);
}

function isOpen(
  store: ClusterStore,
  direction: Direction,
  [self, other, target]: [StoredObject, StoredObject, StoredObject],
  port: number,
): boolean {
  const policies = store
    .list('networkpolicies.networking.k8s.io', {
      namespace: self.metadata.namespace,
    })
    .filter(
      policy =>
        concerns(policy, direction) &&
        meetsSelector(self.metadata.labels, policy.spec.podSelector),
    );
  return (
    policies.length === 0 ||
    policies.some(policy =>
      (policy.spec[direction.toLowerCase()] ?? []).some((rule: Rule) => {
        const peers = direction === 'Ingress' ? rule.from : rule.to;
        return (
          hasPort(rule, target, port) &&
          (!peers?.length ||
            peers.some(peer => isPeer(store, policy, peer, other)))
        );
      }),
    )
  );
}

/** Whether the NetworkPolicies of both sides let one pod connect to another. */
export function allowsTraffic(
  store: ClusterStore,
  from: StoredObject,
  to: StoredObject,
  port: number,
): boolean {
  return (
    isOpen(store, 'Egress', [from, to, to], port) &&
    isOpen(store, 'Ingress', [to, from, to], port)
  );
}
