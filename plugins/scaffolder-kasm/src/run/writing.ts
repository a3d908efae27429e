import { ConflictError } from '@backstage/errors';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Manifest } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type {
  KubeObject,
  KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { diffFields } from '../plan/diffFields';
import { resourceOf } from './resourceOf';
import type { RunContext } from './RunContext';
import { isKubeError, reasonOf, StepFailure } from './StepFailure';
import { pause } from './waitFor';
import { describeObject } from './WriteRecord';

/** Milliseconds that an admission webhook may take to come back after its operator restarted. */
const WEBHOOK_PATIENCE = 120_000;

/** What became, or in a dry run would become, of an object. */
export type WriteOutcome = 'created' | 'changed' | 'unchanged';

/** The object, or undefined when it or its namespace is not there. */
export async function read(
  run: Pick<RunContext, 'client' | 'signal'>,
  resource: KubeResource,
  name: string,
  namespace?: string,
): Promise<KubeObject | undefined> {
  try {
    return await run.client.get(resource, name, {
      namespace,
      signal: run.signal,
    });
  } catch (error) {
    if (isKubeError(error, 'notFound')) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Brings an object of this deployment to what we want, if it is not so already. The server itself
 * says, by a dry run, whether anything would change; so a second run writes nothing. Two requests for
 * an object that is new or as it should be.
 *
 * @throws ConflictError when it is there and belongs to somebody else, or fields of it do
 */
export async function applyOwned(
  run: RunContext,
  resource: KubeResource,
  manifest: Manifest,
): Promise<WriteOutcome> {
  const write = await prepare(run, resource, manifest);
  return write();
}

/**
 * Applies objects one after the other, each by the resource of its kind. They are looked at side by
 * side before.
 */
export async function applyInOrder(
  run: RunContext,
  manifests: readonly Manifest[],
): Promise<WriteOutcome[]> {
  const writes = await sideBySide(
    manifests.map(
      manifest => () => prepare(run, resourceOf(manifest), manifest),
    ),
  );
  const outcomes: WriteOutcome[] = [];
  for (const write of writes) {
    outcomes.push(await write());
  }
  return outcomes;
}

/** Looks at what is there; what it returns does the rest. */
async function prepare(
  run: RunContext,
  resource: KubeResource,
  manifest: Manifest,
): Promise<() => Promise<WriteOutcome>> {
  const { name, namespace } = manifest.metadata;
  const existing = await read(run, resource, name, namespace);
  if (existing) {
    refuseForeign(run, manifest, existing);
    const answer = await preview(run, manifest, resource);
    if (answer && diffFields(existing, answer).length === 0) {
      return async () => note(run, existing, 'unchanged');
    }
    if (run.dryRun) {
      return async () =>
        note(run, answer ?? manifest, 'changed', answer === undefined);
    }
  }
  return async () => {
    const stored = run.dryRun
      ? await preview(run, manifest, resource)
      : await store(run, resource, manifest);
    const outcome = existing ? 'changed' : 'created';
    return note(run, stored ?? manifest, outcome, stored === undefined);
  };
}

/** Does writes side by side. When one fails, the others are finished before that is told. */
export async function sideBySide<T>(
  writes: ReadonlyArray<() => Promise<T>>,
): Promise<T[]> {
  const ends = await Promise.allSettled(writes.map(write => write()));
  return ends.map(end => {
    if (end.status === 'rejected') {
      throw end.reason;
    }
    return end.value;
  });
}

/**
 * Creates an object unless it is there; never changes one that is. The answer of a lost race is the
 * same as that of an object which was there all along.
 */
export async function createIfAbsent(
  run: RunContext,
  resource: KubeResource,
  manifest: Manifest,
): Promise<WriteOutcome> {
  try {
    const stored = await patiently(run, manifest, () =>
      run.client.create(resource, manifest, {
        dryRun: run.dryRun,
        ...(run.dryRun && { signal: run.signal }),
      }),
    );
    return note(run, stored, 'created');
  } catch (error) {
    if (isKubeError(error, 'alreadyExists')) {
      return 'unchanged';
    }
    if (run.dryRun && isKubeError(error, 'notFound')) {
      return note(run, manifest, 'created', true);
    }
    throw failedToWrite(run, manifest, error);
  }
}

/**
 * What the server would store. Undefined when that cannot be checked, because the namespace itself
 * would only be created.
 */
export async function preview(
  run: RunContext,
  manifest: Manifest,
  resource: KubeResource = resourceOf(manifest),
): Promise<KubeObject | undefined> {
  try {
    return await patiently(run, manifest, () =>
      run.client.apply(resource, manifest, {
        dryRun: true,
        signal: run.signal,
      }),
    );
  } catch (error) {
    if (isKubeError(error, 'notFound')) {
      return undefined;
    }
    throw failedToWrite(run, manifest, error);
  }
}

async function store(
  run: RunContext,
  resource: KubeResource,
  manifest: Manifest,
): Promise<KubeObject> {
  try {
    return await patiently(run, manifest, () =>
      run.client.apply(resource, manifest),
    );
  } catch (error) {
    throw failedToWrite(run, manifest, error);
  }
}

/** @throws ConflictError when it has not this deployment's label, unless it is being taken over */
export function refuseForeign(
  run: Pick<RunContext, 'spec' | 'cluster' | 'adopting'>,
  manifest: Manifest,
  existing: KubeObject,
): void {
  const owner = existing.metadata.labels?.[DEPLOYMENT_LABEL];
  if (owner === run.spec.name || (run.adopting && owner === undefined)) {
    return;
  }
  throw new ConflictError(
    `${describeObject({
      kind: manifest.kind,
      ...manifest.metadata,
    })} exists in cluster ${run.cluster.name} and ${
      owner
        ? `belongs to the deployment ${owner}`
        : `was not made by the portal (it has no label ${DEPLOYMENT_LABEL})`
    }: choose another name, or remove it`,
  );
}

/** Tries again while only an admission webhook is away, as it is when its operator restarts. */
async function patiently(
  run: RunContext,
  manifest: Manifest,
  send: () => Promise<KubeObject>,
): Promise<KubeObject> {
  const begun = performance.now();
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 15_000)) {
    // A write that has begun is finished, within the client's deadline of 10 s, so that what it came to
    // is known; a dry run, which stores nothing, is called off.
    run.signal.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      const patient = performance.now() - begun < WEBHOOK_PATIENCE;
      if (!patient || !/failed calling webhook/.test(reasonOf(error))) {
        throw error;
      }
      run.progress.about(
        describeObject({ kind: manifest.kind, ...manifest.metadata }),
        `waiting for an admission webhook (${reasonOf(error)})`,
      );
      await pause(wait, run.signal);
    }
  }
}

function failedToWrite(
  { signal }: RunContext,
  manifest: Manifest,
  cause: unknown,
): unknown {
  if (
    signal.aborted &&
    (cause === signal.reason || isKubeError(cause, 'aborted'))
  ) {
    return cause;
  }
  const what = describeObject({ kind: manifest.kind, ...manifest.metadata });
  if (isKubeError(cause, 'conflict')) {
    return new ConflictError(
      `${what} is also managed by somebody else and was left as it is: ${reasonOf(
        cause,
      )}`,
    );
  }
  return new StepFailure(
    `${what} could not be written: ${
      // a server may quote what it refuses, and what it refuses may be a password
      manifest.kind === 'Secret' && cause instanceof Error
        ? cause.message
        : reasonOf(cause)
    }`,
  );
}

function note(
  run: RunContext,
  object: KubeObject | Manifest,
  outcome: WriteOutcome,
  unchecked = false,
): WriteOutcome {
  const what = describeObject({ kind: object.kind, ...object.metadata });
  if (run.dryRun) {
    const verb = outcome === 'unchanged' ? 'would stay' : 'would be';
    run.progress.line(
      `${what} ${verb} ${outcome === 'unchanged' ? 'as it is' : outcome}${
        unchecked
          ? ' (unchecked by the cluster: its namespace does not exist yet)'
          : ''
      }`,
    );
    return outcome;
  }
  run.written.add(object, outcome);
  if (outcome !== 'unchanged') {
    run.progress.line(`${what} ${outcome}`);
  }
  return outcome;
}
