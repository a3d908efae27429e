import { quantity } from '../../apiserver/admission/quantity';
import { podAmount } from '../../apiserver/admission/plugins/podRequests';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import type { NodeOccupancy } from './NodeOccupancy';
import { meetsNodeAffinity, meetsSelector, untolerated } from './nodeMatching';

/** Why a node will not have a pod; `curable` when it would if other pods went. */
export interface Hindrance {
  reason: string;
  curable: boolean;
}

const fixed = (reason: string): Hindrance => ({ reason, curable: false });
const curable = (reason: string): Hindrance => ({ reason, curable: true });
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** What every node is asked about one pod. */
export interface Question {
  store: ClusterStore;
  occupancy: NodeOccupancy;
  pod: StoredObject;
  /** Pods of the namespace that are on a node: affinity between pods looks at them. */
  neighbours: StoredObject[];
  /** The volumes of its claims. */
  volumes: StoredObject[];
}

/** The nodes with the same value of a label as a node. */
function inDomain(store: ClusterStore, node: StoredObject, key: string) {
  const value = node.metadata.labels?.[key];
  return (other: StoredObject) =>
    key === 'kubernetes.io/hostname'
      ? other.spec.nodeName === node.metadata.name
      : store.get('nodes', undefined, other.spec.nodeName)?.metadata.labels?.[
          key
        ] === value;
}

/** How many neighbours that a term of pod affinity is about share its domain with a node. */
export function neighboursIn(
  { store, neighbours }: Question,
  node: StoredObject,
  term: any,
): number {
  const near = inDomain(store, node, term.topologyKey);
  return neighbours.filter(
    other =>
      meetsSelector(other.metadata.labels, term.labelSelector) && near(other),
  ).length;
}

const required = (affinity: any): any[] =>
  affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

function affinityHindrance(
  question: Question,
  node: StoredObject,
): Hindrance | undefined {
  const { affinity } = question.pod.spec;
  const alone = required(affinity?.podAntiAffinity).every(
    term => neighboursIn(question, node, term) === 0,
  );
  if (!alone) {
    return curable("node(s) didn't match pod anti-affinity rules");
  }
  const { labels } = question.pod.metadata;
  const accompanied = required(affinity?.podAffinity).every(
    term =>
      neighboursIn(question, node, term) > 0 ||
      // The first of a group that wants to be together may go anywhere.
      (meetsSelector(labels, term.labelSelector) &&
        !question.neighbours.some(other =>
          meetsSelector(other.metadata.labels, term.labelSelector),
        )),
  );
  return accompanied
    ? undefined
    : fixed("node(s) didn't match pod affinity rules");
}

function roomHindrances(
  { occupancy, pod }: Question,
  node: StoredObject,
): Hindrance[] {
  const { allocatable } = node.status ?? {};
  if (!allocatable) {
    return [];
  }
  const use = occupancy.on(node.metadata.name);
  const lacks = (resource: 'cpu' | 'memory') => {
    const asked = podAmount(pod.spec, 'requests', resource);
    return asked > 0 && use[resource] + asked > quantity(allocatable[resource]);
  };
  return [
    ...(allocatable.pods && use.pods.size + 1 > quantity(allocatable.pods)
      ? [curable('Too many pods')]
      : []),
    ...(['cpu', 'memory'] as const)
      .filter(lacks)
      .map(resource => curable(`Insufficient ${resource}`)),
  ];
}

/** Why a node will not have a pod, in the scheduler's words; empty when it will. */
export function hindrances(
  question: Question,
  node: StoredObject,
): Hindrance[] {
  const { spec } = question.pod;
  const cordonTolerated = (spec.tolerations ?? []).some(
    (each: any) => each.key === UNSCHEDULABLE || !each.key,
  );
  if (node.spec?.unschedulable && !cordonTolerated) {
    return [fixed('node(s) were unschedulable')];
  }
  const taint = untolerated(node, spec);
  if (taint) {
    return [
      fixed(
        `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`,
      ),
    ];
  }
  if (!meetsNodeAffinity(node, spec)) {
    return [fixed("node(s) didn't match Pod's node affinity/selector")];
  }
  const room = roomHindrances(question, node);
  if (room.length > 0) {
    return room;
  }
  const elsewhere = question.volumes.some(
    volume =>
      volume.spec?.nodeAffinity &&
      !meetsNodeAffinity(node, undefined, {
        requiredDuringSchedulingIgnoredDuringExecution:
          volume.spec.nodeAffinity.required,
      }),
  );
  if (elsewhere) {
    return [fixed('node(s) had volume node affinity conflict')];
  }
  const company = affinityHindrance(question, node);
  return company ? [company] : [];
}
