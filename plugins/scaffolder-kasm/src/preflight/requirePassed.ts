import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { RunContext } from '../run/RunContext';
import type { PreflightCheck } from './PreflightCheck';

/** Checks whose failure is a matter of what the portal may do. */
const RIGHTS = new Set(['rights', 'writer-credential']);

/**
 * Ends a run that cannot succeed; one message has every reason, each with what to do.
 *
 * @throws ServiceUnavailableError when the cluster does not answer
 * @throws NotAllowedError when only rights are missing
 * @throws ConflictError for everything else that stands in the way
 */
export function requirePassed(
  { checks }: { checks: readonly PreflightCheck[] },
  { cluster, names }: Pick<RunContext, 'cluster' | 'names'>,
): void {
  const failed = checks.filter(({ status }) => status === 'fail');
  if (failed.length === 0) {
    return;
  }
  const reasons = failed.map(reasonFor);
  if (failed.some(({ id }) => id === 'api-reachable')) {
    throw new ServiceUnavailableError(reasons.join('; '));
  }
  if (failed.every(({ id }) => RIGHTS.has(id))) {
    throw new NotAllowedError(reasons.join('; '));
  }
  throw new ConflictError(
    `Cluster ${cluster.name} is not ready for ${names.ref}: ${reasons.join(
      '; ',
    )}`,
  );
}

/** The first line of the remedy; what is below it, such as YAML, is in the log. */
function reasonFor({ detail, remedy }: PreflightCheck): string {
  const [first] = remedy?.split('\n') ?? [];
  return first ? `${detail}: ${first.replace(/:$/, '')}` : detail;
}
