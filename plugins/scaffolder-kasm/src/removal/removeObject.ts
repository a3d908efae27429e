import type { CreatedObject } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import {
  redactLine,
  type KubeObject,
  type KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError, reasonOf, StepFailure } from '../run/StepFailure';
import { waitFor } from '../run/waitFor';
import { describeObject, type ObjectName } from '../run/WriteRecord';
import { ownershipOf, type Ownership } from './ownership';
import { removalCommand } from './removalCommand';
import { isSecret, removalResource } from './removalResource';
import type { RemovalReport } from './RemovalReport';

/** A run that takes things away. */
export type Removing = RunContext & { readonly report: RemovalReport };

/** How an object is removed. */
export interface RemovalOptions {
  /** What becomes of the objects that it owns; default `Background`, which takes them with it. */
  propagation?: 'Background' | 'Orphan';
  /** What to do when it does not go; one sentence. */
  advice?: string;
}

/**
 * Removes one object that the descriptor names, if it still is the one that it names, and waits until
 * it is gone. Whatever else has that name survives, and is told.
 */
export async function removeObject(
  run: Removing,
  entry: CreatedObject,
  options?: RemovalOptions,
): Promise<Ownership['is']> {
  const resource = removalResource(entry);
  if (!resource) {
    run.report.kept(entry, 'is of a kind that the portal does not make');
    return 'foreign';
  }
  const live = await lookAt(run, resource, entry);
  const ownership = ownershipOf(entry, live, run.spec.name);
  if (ownership.is === 'foreign') {
    keepForeign(run, entry, ownership.why);
  }
  if (ownership.is !== 'ours') {
    return ownership.is;
  }
  return removeLive(run, entry, ownership.uid, options);
}

/**
 * Removes the object with this uid, which somebody has made sure is ours.
 *
 * @returns `foreign` when another took its place meanwhile
 */
export async function removeLive(
  run: Removing,
  object: ObjectName & { apiVersion: string },
  uid: string,
  { propagation = 'Background', advice }: RemovalOptions = {},
): Promise<'ours' | 'foreign'> {
  const what = describeObject(object);
  const resource = removalResource(object);
  if (!resource) {
    throw new Error(`No resource is known for ${object.kind}`);
  }
  if (run.dryRun) {
    run.progress.line(`${what} would be removed`);
    run.report.removed(object);
    return 'ours';
  }
  run.signal.throwIfAborted();
  try {
    // no signal: a write that has begun is finished
    await run.client.delete(resource, object.name, {
      namespace: object.namespace,
      uid,
      propagation,
    });
  } catch (error) {
    if (isKubeError(error, 'conflict')) {
      keepForeign(run, object, 'was made again by somebody meanwhile');
      return 'foreign';
    }
    throw new StepFailure(
      `${what} could not be removed: ${reasonOf(
        error,
      )}. Correct that and run again, or remove it by hand: ${removalCommand(
        run.cluster.name,
        object,
      )}`,
    );
  }
  await waitUntilGone(run, resource, object, { uid, advice });
  run.written.remove(object);
  run.report.removed(object);
  run.progress.line(`${what} removed`);
  return 'ours';
}

/** The object, or undefined when it is not there. Of a Secret no more than its metadata is read. */
export async function lookAt(
  run: Pick<RunContext, 'client' | 'signal'>,
  resource: KubeResource,
  { name, namespace }: Pick<ObjectName, 'name' | 'namespace'>,
): Promise<Pick<KubeObject, 'metadata'> | undefined> {
  try {
    return await run.client.get(resource, name, {
      namespace,
      signal: run.signal,
      ...(isSecret(resource) && { metadataOnly: true }),
    });
  } catch (error) {
    if (isKubeError(error, 'notFound')) {
      return undefined;
    }
    throw error;
  }
}

function keepForeign(run: Removing, object: Kept, why: string): void {
  run.report.kept(object, why);
  run.progress.warn(`${describeObject(object)} stays: it ${why}`);
}

type Kept = ObjectName & { apiVersion: string };

function waitUntilGone(
  run: Removing,
  resource: KubeResource,
  object: ObjectName,
  { uid, advice }: { uid: string; advice?: string },
): Promise<void> {
  const what = describeObject(object);
  return waitFor<void>(run, {
    about: what,
    until: 'gone',
    deadline: run.deadlines.removal,
    advice:
      advice ??
      `Look at what holds it: kubectl --context ${run.cluster.name} ${
        object.namespace ? `-n ${object.namespace} ` : ''
      }describe ${resource.plural} ${object.name}`,
    async look() {
      const live = await lookAt(run, resource, object);
      if (!live || live.metadata.uid !== uid) {
        return { done: true, value: undefined };
      }
      return { done: false, progress: goingOf(live) };
    },
  });
}

/** `is being removed, held by example.com/finalizer`. */
export function goingOf({ metadata }: Pick<KubeObject, 'metadata'>): string {
  const finalizers = (metadata.finalizers as string[] | undefined) ?? [];
  const held = redactLine(finalizers.join(', '), 200);
  return `is being removed${held ? `, held by ${held}` : ''}`;
}
