import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Facts, RunContext } from '../run/RunContext';
import { isKubeError, reasonOf } from '../run/StepFailure';
import { archiveServerName } from './archiveServerName';
import { claimProblems, ownDescriptor, readDescriptors } from './claims';
import { foreignObjects } from './foreignObjects';
import { helmFeatures } from './helmFeatures';
import { isInitialised } from './isInitialised';
import { operatorProblems } from './operators';
import { prerequisiteProblems } from './prerequisites';
import { missingRights } from './rights';
import { warnOfShortTimeout } from './traefikTimeout';

/** Milliseconds that a cluster gets to prove that it is alive. */
const ALIVE = 10_000;

/**
 * Looks, before anything is written, whether everything is there that the run will need. Problems are
 * all listed at once.
 *
 * @throws ServiceUnavailableError when the cluster does not answer
 * @throws NotAllowedError when the writer misses rights
 * @throws ConflictError for everything else that stands in the way
 */
export async function preflight(
  context: RunContext,
  configured: unknown[],
): Promise<Facts> {
  const { cluster, progress } = context;
  await proveAlive(context);
  const missing = await missingRights(context);
  if (missing.length > 0) {
    throw new NotAllowedError(
      `The portal's writer misses rights in cluster ${
        cluster.name
      }: ${missing.join(
        '; ',
      )}. Apply manifests/writer-rbac.yaml of the scaffolder module there`,
    );
  }
  const descriptors = await readDescriptors(context);
  const own = ownDescriptor(context, descriptors);
  const [operators, prerequisites, foreign, helm, initialised] =
    await Promise.all([
      operatorProblems(context),
      prerequisiteProblems(context),
      foreignObjects(context, own.descriptor !== undefined),
      helmFeatures(context),
      isInitialised(context, own.descriptor),
    ]);
  const problems = [
    ...own.problems,
    ...claimProblems(context, descriptors, configured),
    ...operators,
    ...prerequisites,
    ...foreign,
  ];
  if (problems.length > 0) {
    throw new ConflictError(
      `Cluster ${cluster.name} is not ready for ${
        context.names.ref
      }: ${problems.join('; ')}`,
    );
  }
  await warnOfShortTimeout(context);
  progress.line(
    `Cluster ${cluster.name} has all that is needed${
      initialised ? '; the database was initialised before' : ''
    }`,
  );
  return {
    helm,
    initialised,
    descriptor: own.descriptor,
    archiveServerName: archiveServerName(context, own.descriptor),
  };
}

async function proveAlive({ client, cluster, signal }: RunContext) {
  try {
    await client.version({ deadline: ALIVE, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (isKubeError(error, 'forbidden')) {
      return;
    }
    if (isKubeError(error, 'unauthenticated')) {
      throw new NotAllowedError(
        `Cluster ${
          cluster.name
        } refuses the portal's writer credential (${reasonOf(
          error,
        )}): renew kasm.clusters[].writer`,
      );
    }
    throw new ServiceUnavailableError(
      `Cluster ${cluster.name} cannot be reached from the portal (${reasonOf(
        error,
      )}): check that its API server runs (kubectl --context ${
        cluster.name
      } get --raw=/readyz), the address and CA in kasm.clusters[].writer, and firewalls between`,
    );
  }
}
