import type { Clock } from '../../Clock';
import type {
  ClusterStore,
  NewObject,
  StoredObject,
} from '../../apiserver/ClusterStore';
import { templateHash } from '../machinery/names';
import { recordEvent } from '../machinery/recordEvent';
import { replaceStatus } from '../machinery/replaceStatus';
import { ownerKeys, startReconciler } from '../machinery/startReconciler';
import { createPod, Retries } from './createPod';
import { isGoing, isOver, isReady, podFromTemplate } from './podFromTemplate';

const HASH = 'controller-revision-hash';
const SOURCE = 'statefulset-controller';

const ordinalOf = (pod: StoredObject) =>
  Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1);

/** The name of a revision of the set, as in the label of its pods. */
const revisionOf = (set: StoredObject) =>
  `${set.metadata.name}-${templateHash(set.spec.template)}`;

function claimsOf(set: StoredObject, ordinal: number): NewObject[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template: any) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: `${template.metadata.name}-${set.metadata.name}-${ordinal}`,
      namespace: set.metadata.namespace,
      labels: {
        ...set.spec.selector?.matchLabels,
        ...template.metadata.labels,
      },
    },
    spec: { volumeMode: 'Filesystem', ...template.spec },
  }));
}

function podAt(
  set: StoredObject,
  ordinal: number,
  template: any,
  revision: string,
) {
  const name = `${set.metadata.name}-${ordinal}`;
  const claimed = (set.spec.volumeClaimTemplates ?? []).map(
    ({ metadata }: any) => ({
      name: metadata.name,
      persistentVolumeClaim: { claimName: `${metadata.name}-${name}` },
    }),
  );
  const names = claimed.map((volume: { name: string }) => volume.name);
  return podFromTemplate(set, template, name, {
    labels: {
      [HASH]: revision,
      'apps.kubernetes.io/pod-index': String(ordinal),
      'statefulset.kubernetes.io/pod-name': name,
    },
    spec: {
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      volumes: [
        ...claimed,
        ...(template.spec.volumes ?? []).filter(
          (volume: { name: string }) => !names.includes(volume.name),
        ),
      ],
    },
  });
}

/**
 * Plays the StatefulSet controller: numbered pods with disks of their own, made in order, replaced from
 * the last to the first. Returns the function that ends it.
 */
export function startStatefulSets(store: ClusterStore, clock: Clock) {
  const retries = new Retries();
  /** Templates of revisions before the newest, for pods below a partition. */
  const templates = new Map<string, any>();
  const reconciler = startReconciler(
    clock,
    [
      { store, resource: 'statefulsets.apps' },
      { store, resource: 'pods', keys: ownerKeys('StatefulSet') },
    ],
    ({ namespace, name }, { lookAfter }) => {
      const set = store.get('statefulsets.apps', namespace, name);
      if (!set || set.metadata.deletionTimestamp) {
        return;
      }
      const update = revisionOf(set);
      const current: string = set.status?.currentRevision ?? update;
      templates.set(update, set.spec.template);
      const pods = () =>
        store
          .list('pods', { namespace, owner: set.metadata.uid })
          .sort((a, b) => ordinalOf(a) - ordinalOf(b));
      const refused = step(store, clock, set, pods(), {
        update,
        current,
        templates,
      });
      if (refused) {
        lookAfter({ namespace, name }, retries.next(set.metadata.uid));
      } else {
        retries.forget(set.metadata.uid);
      }
      replaceStatus(
        store,
        'statefulsets.apps',
        set,
        statefulSetStatus(set, pods(), { update, current }),
      );
    },
  );
  return reconciler.stop;
}

interface Revisions {
  update: string;
  current: string;
}

/** Does what is to be done now; returns whether a pod was refused. */
function step(
  store: ClusterStore,
  clock: Clock,
  set: StoredObject,
  pods: StoredObject[],
  { update, current, templates }: Revisions & { templates: Map<string, any> },
): boolean {
  const { namespace } = set.metadata;
  const replicas: number = set.spec.replicas ?? 1;
  const inOrder = set.spec.podManagementPolicy !== 'Parallel';
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  const partition: number = rollingUpdate?.partition ?? 0;
  const remove = ({ metadata }: StoredObject) => {
    store.delete('pods', namespace, metadata.name);
    recordEvent(store, clock, set, {
      reason: 'SuccessfulDelete',
      message: `delete Pod ${metadata.name} in StatefulSet ${set.metadata.name} successful`,
      source: SOURCE,
    });
  };
  for (const pod of pods.filter(each => isOver(each) && !isGoing(each))) {
    remove(pod);
    return false;
  }
  for (let ordinal = 0; ordinal < replicas; ordinal += 1) {
    const pod = pods.find(each => ordinalOf(each) === ordinal);
    if (!pod) {
      for (const claim of claimsOf(set, ordinal)) {
        if (
          !store.get('persistentvolumeclaims', namespace, claim.metadata.name)
        ) {
          store.create(claim);
        }
      }
      const revision = ordinal < partition ? current : update;
      const template = templates.get(revision) ?? set.spec.template;
      const made = createPod(
        store,
        clock,
        set,
        podAt(set, ordinal, template, revision),
        SOURCE,
      );
      if ('refused' in made) {
        return true;
      }
    }
    if (inOrder && (!pod || !isReady(pod) || isGoing(pod))) {
      return false;
    }
  }
  const surplus = pods.filter(pod => ordinalOf(pod) >= replicas).reverse();
  for (const pod of surplus) {
    if (!isGoing(pod)) {
      remove(pod);
    }
    if (inOrder) {
      return false;
    }
  }
  if (type === 'OnDelete') {
    return false;
  }
  const next = [...pods]
    .reverse()
    .find(
      pod =>
        ordinalOf(pod) >= partition &&
        ordinalOf(pod) < replicas &&
        pod.metadata.labels?.[HASH] !== update,
    );
  const waitedFor = pods.some(
    pod => pod !== next && (!isReady(pod) || isGoing(pod)),
  );
  if (next && !isGoing(next) && !waitedFor) {
    remove(next);
  }
  return false;
}

/** A StatefulSet's status, from its pods. */
export function statefulSetStatus(
  set: StoredObject,
  pods: StoredObject[],
  { update, current }: Revisions,
) {
  const living = pods.filter(pod => !isOver(pod));
  const at = (revision: string) =>
    living.filter(pod => pod.metadata.labels?.[HASH] === revision).length;
  const ready = living.filter(isReady).length;
  const done = at(update) === living.length && ready === living.length;
  const revision = done ? update : current;
  return {
    observedGeneration: set.metadata.generation,
    replicas: living.length,
    ...(ready ? { readyReplicas: ready } : {}),
    ...(at(revision) ? { currentReplicas: at(revision) } : {}),
    ...(at(update) ? { updatedReplicas: at(update) } : {}),
    availableReplicas: ready,
    currentRevision: revision,
    updateRevision: update,
    collisionCount: 0,
  };
}
