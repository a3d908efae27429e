import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';
import { controlledBy } from '../machinery/ownerReference';
import { HASH, hashOf, isMadeFrom } from './templateContent';

const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MOST = 'deployment.kubernetes.io/max-replicas';
/** Annotations of a Deployment that do not go to its ReplicaSets. */
const OWN = [
  REVISION,
  HISTORY,
  DESIRED,
  MOST,
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
];

/** The ReplicaSets of a Deployment: that of its template, and those before it. */
export interface DeploymentSets {
  newest?: StoredObject;
  older: StoredObject[];
}

/** The number of a rollout, as `kubectl rollout history` shows it. */
export function revisionOf(object: StoredObject): number {
  return Number(object.metadata.annotations?.[REVISION] ?? 0);
}

/** Finds the ReplicaSets of a Deployment. */
export function deploymentSets(
  store: ClusterStore,
  deployment: StoredObject,
): DeploymentSets {
  const { namespace, uid } = deployment.metadata;
  const sets = store.list('replicasets.apps', { namespace, owner: uid });
  const newest = sets.find(set => isMadeFrom(set, deployment.spec.template));
  return { newest, older: sets.filter(set => set !== newest) };
}

function noteRevision(
  store: ClusterStore,
  deployment: StoredObject,
  revision: string,
) {
  const { namespace, name } = deployment.metadata;
  store.update('deployments.apps', namespace, name, ({ metadata }) => {
    metadata.annotations = { ...metadata.annotations, [REVISION]: revision };
  });
}

/** What a Deployment's annotations say about a rollout, as `kubernetes.io/change-cause`, goes with its ReplicaSet. */
const inherited = (deployment: StoredObject) =>
  Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(
      ([key]) => !OWN.includes(key),
    ),
  );

/** Makes the ReplicaSet of a Deployment's template. Throws what the server says when it refuses it. */
export function createReplicaSet(
  store: ClusterStore,
  deployment: StoredObject,
  older: StoredObject[],
): StoredObject {
  const { template, selector, minReadySeconds } = deployment.spec;
  const hash = hashOf(template);
  const revision = String(Math.max(0, ...older.map(revisionOf)) + 1);
  const labels = { ...template.metadata?.labels, [HASH]: hash };
  const made = store.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: { ...inherited(deployment), [REVISION]: revision },
      ownerReferences: [controlledBy(deployment)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: {
        ...selector,
        matchLabels: { ...selector?.matchLabels, [HASH]: hash },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
  noteRevision(store, deployment, revision);
  return made;
}

/** The ReplicaSet of an earlier template is the newest again after a rollback: with a revision of its own. */
export function takeUp(
  store: ClusterStore,
  deployment: StoredObject,
  newest: StoredObject,
  older: StoredObject[],
): void {
  const latest = Math.max(0, ...older.map(revisionOf));
  const had = revisionOf(newest);
  const revision = String(had > latest ? had : latest + 1);
  const { namespace, name } = newest.metadata;
  if (had <= latest) {
    store.update('replicasets.apps', namespace, name, ({ metadata }) => {
      const before = metadata.annotations?.[HISTORY];
      metadata.annotations = {
        ...metadata.annotations,
        ...inherited(deployment),
        [REVISION]: revision,
        [HISTORY]: before ? `${before},${had}` : String(had),
      };
    });
  }
  if (String(revisionOf(deployment)) !== revision) {
    noteRevision(store, deployment, revision);
  }
}

/** Notes on a ReplicaSet how many pods its Deployment wants. */
export function noteSize(
  set: { metadata: StoredObject['metadata'] },
  desired: number,
  maxSurge: number,
): void {
  set.metadata.annotations = {
    ...set.metadata.annotations,
    [DESIRED]: String(desired),
    [MOST]: String(desired + maxSurge),
  };
}

/** Whether a ReplicaSet has a size already, and says so. */
export const hasSize = (
  { metadata, spec }: StoredObject,
  replicas: number,
  desired: number,
  maxSurge: number,
) =>
  spec.replicas === replicas &&
  metadata.annotations?.[DESIRED] === String(desired) &&
  metadata.annotations?.[MOST] === String(desired + maxSurge);

/** Deletes ReplicaSets that are not needed for a rollback any more. */
export function forgetOldSets(
  store: ClusterStore,
  deployment: StoredObject,
  older: StoredObject[],
): void {
  const kept: number = deployment.spec.revisionHistoryLimit ?? 10;
  const empty = older
    .filter(({ spec, status }) => !spec.replicas && !status?.replicas)
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of empty.slice(0, Math.max(0, empty.length - kept))) {
    store.delete('replicasets.apps', set.metadata.namespace, set.metadata.name);
  }
}
