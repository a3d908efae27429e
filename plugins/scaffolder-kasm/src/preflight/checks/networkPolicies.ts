import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup, Looking } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

interface Policy extends KubeObject {
  spec?: {
    podSelector?: Selector;
    policyTypes?: string[];
    ingress?: object[];
    egress?: object[];
    /** Of Cilium, whose empty rules let nothing through. */
    endpointSelector?: Selector;
  };
}

interface Selector {
  matchLabels?: object;
  matchExpressions?: unknown[];
}

const CILIUM = 'cilium.io/v2';
const ciliumPolicies: KubeResource = {
  apiVersion: CILIUM,
  plural: 'ciliumnetworkpolicies',
  kind: 'CiliumNetworkPolicy',
  namespaced: true,
};

/** Whether the namespaces let anything through that no policy of ours allows. */
export const networkPolicies: CheckGroup = async looking => {
  const { run } = looking;
  const places = [
    ...new Set([run.names.namespace, run.names.databaseNamespace]),
  ];
  const seen = await Promise.all(
    places.map(place => policiesIn(looking, place)),
  );
  const others = seen.flat().map(list => othersThan(run.spec.name, list));
  return {
    checks: [judgePolicies(others)],
    facts: { networkPoliciesNeeded: denials(others).length > 0 },
  };
};

async function policiesIn(
  { looks }: Looking,
  namespace: string,
): Promise<Array<Seen<Policy[]>>> {
  const [plain, served] = await Promise.all([
    looks.list<Policy>(resources.networkPolicies, { namespace }),
    looks.serves(CILIUM),
  ]);
  return served.state === 'there'
    ? [plain, await looks.list<Policy>(ciliumPolicies, { namespace })]
    : [plain];
}

/** Policies of an earlier run deny by default too, and are no reason to write any. */
function othersThan(name: string, list: Seen<Policy[]>): Seen<Policy[]> {
  return list.state === 'there'
    ? {
        ...list,
        value: list.value.filter(
          ({ metadata }) => metadata.labels?.[DEPLOYMENT_LABEL] !== name,
        ),
      }
    : list;
}

/** @internal */
export function judgePolicies(seen: Array<Seen<Policy[]>>): PreflightCheck {
  const check = about('default-deny', 'Network policies');
  const found = denials(seen);
  if (found.length > 0) {
    return check.warn(
      `${found.join(
        ', ',
      )} lets nothing through by itself, so the portal writes policies for Kasm beside it`,
      'see that agents, the identity provider and the object store are reached on 443 or 6443; other ports need policies of yours',
    );
  }
  const hidden = seen.find(({ state }) => state === 'hidden');
  return hidden?.state === 'hidden'
    ? check.unknown(hidden.detail, hidden.remedy)
    : check.pass('nothing is denied by default');
}

function denials(seen: Array<Seen<Policy[]>>): string[] {
  return seen.flatMap(list =>
    list.state === 'there'
      ? list.value
          .filter(deniesAll)
          .map(
            ({ kind, metadata }) =>
              `${kind ?? 'NetworkPolicy'} ${metadata.namespace}/${
                metadata.name
              }`,
          )
      : [],
  );
}

/** It chooses every pod and, one way or the other, has no rule that lets everything through. */
function deniesAll({ spec = {} }: Policy): boolean {
  const { podSelector, endpointSelector, policyTypes, ingress, egress } = spec;
  if (endpointSelector) {
    return isEmpty(endpointSelector);
  }
  const types = policyTypes ?? (egress ? ['Ingress', 'Egress'] : ['Ingress']);
  return (
    podSelector !== undefined &&
    isEmpty(podSelector) &&
    types.some(
      type =>
        !(type === 'Egress' ? egress : ingress)?.some(
          rule => Object.keys(rule).length === 0,
        ),
    )
  );
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: Selector) {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
