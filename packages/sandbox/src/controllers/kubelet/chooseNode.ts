import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { hindrances, neighboursIn, type Question } from './nodeFilters';
import { meetsTerm, untolerated } from './nodeMatching';
import type { NodeOccupancy } from './NodeOccupancy';
import { podClaims } from './podClaims';

/** Where a pod goes, or why it goes nowhere, in the scheduler's words. */
export type Placement =
  | { node: StoredObject; waiting: StoredObject[] }
  | { unschedulable: string };

const HELPLESS = 'Preemption is not helpful for scheduling';
const NO_VICTIMS = 'No preemption victims found for incoming pod';

/** Counts equal words, as `2 node(s) …`, in the order of the text. */
const counted = (words: string[]) =>
  [...new Set(words)]
    .map(word => `${words.filter(each => each === word).length} ${word}`)
    .sort()
    .join(', ');

function preferred(terms: any[] | undefined, matches: (term: any) => number) {
  return (terms ?? []).reduce(
    (total, term) => total + (term.weight ?? 1) * matches(term),
    0,
  );
}

/** How much a pod would like to be on a node. */
function score(question: Question, node: StoredObject): number {
  const { affinity } = question.pod.spec;
  const soft = 'preferredDuringSchedulingIgnoredDuringExecution';
  const owner = question.pod.metadata.ownerReferences?.[0]?.uid;
  const use = question.occupancy.on(node.metadata.name);
  const liked = preferred(affinity?.nodeAffinity?.[soft], term =>
    Number(meetsTerm(node, term.preference)),
  );
  const near = (terms: any) =>
    preferred(terms, term =>
      neighboursIn(question, node, term.podAffinityTerm),
    );
  return (
    100 * liked +
    100 * near(affinity?.podAffinity?.[soft]) -
    100 * near(affinity?.podAntiAffinity?.[soft]) -
    1000 * (owner ? use.owners.get(owner) ?? 0 : 0) -
    500 *
      Number(
        Boolean(untolerated(node, question.pod.spec, ['PreferNoSchedule'])),
      ) -
    use.pods.size
  );
}

/** Plays the scheduler: the node that suits a pod best, spread over the nodes where nothing else counts. */
export function chooseNode(
  store: ClusterStore,
  occupancy: NodeOccupancy,
  pod: StoredObject,
): Placement {
  const nodes = store.list('nodes');
  const none = (why: string, preemption: string) => ({
    unschedulable: `0/${nodes.length} nodes are available: ${why}. preemption: 0/${nodes.length} nodes are available: ${preemption}.`,
  });
  if (nodes.length === 0) {
    return { unschedulable: 'no nodes available to schedule pods' };
  }
  const { volumes, waiting, hindrance } = podClaims(store, pod);
  if (hindrance) {
    return none(hindrance, `${nodes.length} ${HELPLESS}`);
  }
  const { affinity } = pod.spec;
  const question: Question = {
    store,
    occupancy,
    pod,
    volumes,
    neighbours:
      affinity?.podAffinity || affinity?.podAntiAffinity
        ? store
            .list('pods', { namespace: pod.metadata.namespace })
            .filter(
              ({ spec, metadata, status }) =>
                spec?.nodeName &&
                metadata.uid !== pod.metadata.uid &&
                !['Succeeded', 'Failed'].includes(status?.phase),
            )
        : [],
  };
  const asked = nodes.map(node => ({
    node,
    against: hindrances(question, node),
  }));
  const open = asked.filter(({ against }) => against.length === 0);
  if (open.length === 0) {
    return none(
      counted(asked.flatMap(({ against }) => against.map(each => each.reason))),
      counted(
        asked.map(({ against }) =>
          against.every(each => each.curable) ? NO_VICTIMS : HELPLESS,
        ),
      ),
    );
  }
  const [best] = open
    .map(({ node }) => ({ node, score: score(question, node) }))
    .sort((a, b) => b.score - a.score);
  return { node: best.node, waiting };
}
