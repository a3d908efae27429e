import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import type { Manifest } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import type {
  KubeObject,
  KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
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
 * says, by a dry run, whether anything would change; so a second run writes nothing.
 *
 * @throws ConflictError when it is there and belongs to somebody else, or fields of it do
 */
export async function applyOwned(
  run: RunContext,
  resource: KubeResource,
  manifest: Manifest,
): Promise<WriteOutcome> {
  const { name, namespace } = manifest.metadata;
  const existing = await read(run, resource, name, namespace);
  if (existing) {
    refuseForeign(run, manifest, existing);
    const preview = await send(run, resource, manifest, true);
    if (preview && isSame(existing, preview)) {
      return note(run, existing, 'unchanged');
    }
  }
  const outcome = existing ? 'changed' : 'created';
  const stored = await send(run, resource, manifest, run.dryRun);
  return note(run, stored ?? manifest, outcome, stored === undefined);
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
  run.signal.throwIfAborted();
  try {
    const stored = await run.client.create(resource, manifest, {
      dryRun: run.dryRun,
    });
    return note(run, stored, 'created');
  } catch (error) {
    if (isKubeError(error, 'alreadyExists')) {
      return 'unchanged';
    }
    if (run.dryRun && isKubeError(error, 'notFound')) {
      return note(run, manifest, 'created', true);
    }
    throw failedToWrite(manifest, error);
  }
}

function refuseForeign(
  run: RunContext,
  manifest: Manifest,
  existing: KubeObject,
): void {
  const owner = existing.metadata.labels?.[DEPLOYMENT_LABEL];
  if (owner === run.spec.name) {
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

/** Undefined when a dry run cannot be checked, because the namespace itself would only be created. */
async function send(
  run: RunContext,
  resource: KubeResource,
  manifest: Manifest,
  dryRun: boolean,
): Promise<KubeObject | undefined> {
  const begun = performance.now();
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 15_000)) {
    // no signal below: a write that has begun is finished
    run.signal.throwIfAborted();
    try {
      return await run.client.apply(resource, manifest, { dryRun });
    } catch (error) {
      if (dryRun && isKubeError(error, 'notFound')) {
        return undefined;
      }
      const patient = performance.now() - begun < WEBHOOK_PATIENCE;
      if (!patient || !/failed calling webhook/.test(reasonOf(error))) {
        throw failedToWrite(manifest, error);
      }
      run.progress.about(
        describeObject({ kind: manifest.kind, ...manifest.metadata }),
        `waiting for an admission webhook (${reasonOf(error)})`,
      );
      await pause(wait, run.signal);
    }
  }
}

function failedToWrite(manifest: Manifest, error: unknown): Error {
  const what = describeObject({ kind: manifest.kind, ...manifest.metadata });
  if (isKubeError(error, 'conflict')) {
    return new ConflictError(
      `${what} is also managed by somebody else and was left as it is: ${reasonOf(
        error,
      )}`,
    );
  }
  return new StepFailure(
    `${what} could not be written: ${
      // a server may quote what it refuses, and what it refuses may be a password
      manifest.kind === 'Secret' && error instanceof Error
        ? error.message
        : reasonOf(error)
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
  run.written.add(object, outcome !== 'unchanged');
  if (outcome !== 'unchanged') {
    run.progress.line(`${what} ${outcome}`);
  }
  return outcome;
}

/** Equal but for what the server counts. */
function isSame(left: KubeObject, right: KubeObject): boolean {
  return isDeepStrictEqual(withoutCounters(left), withoutCounters(right));
}

function withoutCounters(object: KubeObject): unknown {
  const {
    managedFields: _,
    resourceVersion: __,
    generation: ___,
    ...metadata
  } = object.metadata;
  return JSON.parse(JSON.stringify({ ...object, metadata }));
}
