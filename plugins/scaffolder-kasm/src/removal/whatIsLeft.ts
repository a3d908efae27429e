import {
  resources,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { isKubeError } from '../run/StepFailure';
import type { RunContext } from '../run/RunContext';
import { statefulSets } from '../run/statefulSets';
import { waitFor } from '../run/waitFor';
import type { ObjectName } from '../run/WriteRecord';

/** An object that is still there. */
export interface Left extends ObjectName {
  apiVersion: string;
  /** It is being removed, or goes with what owned it. */
  going: boolean;
  annotations: Record<string, string>;
}

/** What was found, and what could not be looked at: `list configmaps in kasm`. */
export interface Sight {
  left: Left[];
  unseen: string[];
}

/** Seconds that a controller may take to see that something of its own has to go. */
const PATIENCE = 10;

export const toLeft =
  ({ apiVersion, kind }: KubeResource) =>
  ({ metadata }: Pick<KubeObject, 'metadata'>): Left => {
    const { name, namespace, deletionTimestamp, ownerReferences } = metadata;
    return {
      apiVersion,
      kind,
      ...(namespace && { namespace }),
      name,
      going:
        deletionTimestamp !== undefined ||
        ((ownerReferences as unknown[] | undefined) ?? []).length > 0,
      annotations: metadata.annotations ?? {},
    };
  };

/** The objects of these resources in a namespace; what is not installed has none. */
export async function objectsIn(
  { client, signal }: Pick<RunContext, 'client' | 'signal'>,
  namespace: string,
  looked: readonly KubeResource[],
  labelSelector?: string,
): Promise<Sight> {
  const sight: Sight = { left: [], unseen: [] };
  await Promise.all(
    looked.map(async resource => {
      try {
        const { items } = await client.list(resource, {
          namespace,
          signal,
          ...(labelSelector && { labelSelector }),
        });
        sight.left.push(...items.map(toLeft(resource)));
      } catch (error) {
        if (isKubeError(error, 'forbidden')) {
          sight.unseen.push(`list ${resource.plural} in ${namespace}`);
        } else if (!isKubeError(error, 'notFound')) {
          throw error;
        }
      }
    }),
  );
  return sight;
}

/**
 * Looks until nothing is left. What is on its way out gets the whole deadline, what shows no sign of
 * going only a moment.
 */
export async function whatIsLeft(
  run: Pick<RunContext, 'progress' | 'pollInterval' | 'signal' | 'deadlines'>,
  about: string,
  look: () => Promise<Sight>,
): Promise<Sight> {
  const begun = performance.now();
  const { removal } = run.deadlines;
  return waitFor<Sight>(run, {
    about,
    until: 'gone',
    // a cluster that does not answer may use up more than what is left has
    deadline: removal + PATIENCE,
    advice: 'Run again: what is removed stays removed',
    async look() {
      const sight = await look();
      const stays = sight.left.some(({ going }) => !going);
      const patience = stays ? Math.min(PATIENCE, removal) : removal;
      const count = sight.left.length;
      return count === 0 || performance.now() - begun >= patience * 1000
        ? { done: true, value: sight }
        : {
            done: false,
            progress: `${count} ${
              count === 1 ? 'object is' : 'objects are'
            } left`,
          };
    },
  });
}

/** What a release and what may live in a namespace is made of. */
export const WORKLOADS: readonly KubeResource[] = [
  resources.deployments,
  statefulSets,
  resources.services,
  resources.configMaps,
  resources.pods,
  resources.jobs,
  resources.persistentVolumeClaims,
];
