import { KasmApiError } from '@kasm-portal/backstage-plugin-kasm-node';
import type { SourceState } from '@kasm-portal/backstage-plugin-kasm-common';
import { isForbidden } from './HeardLists';

/**
 * What it means that none of some calls was answered.
 *
 * @internal
 */
export function roundFailure(errors: unknown[]): {
  state: SourceState;
  /** Whether nobody is there at all. */
  absent: boolean;
} {
  if (errors.every(isForbidden)) {
    const unknown = errors.some(
      error => (error as KasmApiError).status === 401,
    );
    return {
      state: unknown ? 'unauthenticated' : 'forbidden',
      absent: false,
    };
  }
  const absent = errors.some(
    error =>
      !(error instanceof KasmApiError) ||
      ['unreachable', 'timeout', 'aborted'].includes(error.kind),
  );
  return { state: 'unreachable', absent };
}
